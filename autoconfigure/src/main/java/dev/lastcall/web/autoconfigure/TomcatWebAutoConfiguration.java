package dev.lastcall.web.autoconfigure;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.context.annotation.Bean;

import dev.lastcall.web.tomcat.TomcatConnectionDrain;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connections of Tomcat.
 */
@AutoConfiguration(before = ServletWebAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Connector.class, ConfigurableTomcatWebServerFactory.class })
public final class TomcatWebAutoConfiguration {

	@Bean
	TomcatConnectionDrain lastcallTomcatConnectionDrain() {
		return new TomcatConnectionDrain();
	}

}
