package dev.lastcall.signal.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWarDeployment;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.context.WebApplicationContext;

import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.SignalBridge;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an application that a servlet
 * container has deployed: the process, its signals and its exit are the container's, and
 * a termination begins when the container closes the application.
 */
@AutoConfiguration(before = SignalAutoConfiguration.class)
@ConditionalOnClass(WebApplicationContext.class)
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "lastcall.signals.bridge", havingValue = "auto", matchIfMissing = true)
@ConditionalOnWarDeployment
public final class WarSignalAutoConfiguration {

	// A test with a mock servlet container looks like a deployment too.
	@Bean
	@ConditionalOnMissingBean
	SignalBridge lastcallWarSignalBridge(Environment environment) {
		return new HookSignalBridge(SignalAutoConfiguration.isTest(environment) ? SignalAutoConfiguration.TEST
				: "this is a WAR, and signals belong to the servlet container");
	}

}
