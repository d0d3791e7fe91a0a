package dev.lastcall.signal.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.lastcall.exit.ExitPolicy;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.ProcessExit;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.autoconfigure.SignalProperties.Choice;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.termination.autoconfigure.TerminationProperties;
import dev.lastcall.termination.context.FinalLineHandler;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the signals that begin a
 * termination, and for the exit of the process.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ SignalProperties.class, TerminationProperties.class })
public final class SignalAutoConfiguration {

	@Bean
	Installation lastcallInstallation(SignalProperties signals, TerminationProperties termination,
			Environment environment) {
		if (signals.bridge() == Choice.AUTO && Surroundings.of(environment).test()) {
			return Installation.none("this is a test");
		}
		SignalBridge bridge = (signals.bridge() == Choice.HOOK) ? SignalBridge.hook() : SignalBridge.jdk();
		ExitPolicy policy = termination.exit().policy();
		boolean hooked = environment.getProperty("spring.main.register-shutdown-hook", Boolean.class, true);
		Installation installation = Installation.in(ProcessExit.ofJvm(), policy, bridge, signals.signals());
		return (coordinator) -> {
			if (hooked) {
				FinalLineHandler.addFor(coordinator);
			}
			return installation.install(coordinator);
		};
	}

}
