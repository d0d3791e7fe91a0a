package dev.lastcall.signal.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.lastcall.exit.Installation;
import dev.lastcall.exit.ProcessExit;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.autoconfigure.SignalProperties.Choice;
import dev.lastcall.signal.context.ContextSignals;
import dev.lastcall.signal.context.HandOver;
import dev.lastcall.signal.context.SignalHandler;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.termination.autoconfigure.TerminationProperties;
import dev.lastcall.termination.context.FinalLineHandler;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the signals of the process, and
 * for its exit.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ SignalProperties.class, TerminationProperties.class })
public final class SignalAutoConfiguration {

	// One for the JVM, whatever class loader and context asks for it.
	private static final TieredSignalBridge BRIDGE = TieredSignalBridge.onJdk();

	@Bean
	@ConditionalOnMissingBean
	SignalBridge lastcallSignalBridge(SignalProperties properties, Environment environment) {
		return isLeftAlone(properties, environment) ? new HookSignalBridge() : BRIDGE;
	}

	private static boolean isLeftAlone(SignalProperties properties, Environment environment) {
		return properties.bridge() == Choice.HOOK
				|| (properties.bridge() == Choice.AUTO && Surroundings.of(environment).test());
	}

	@Bean
	Installation lastcallInstallation(SignalProperties signals, TerminationProperties termination, SignalBridge bridge,
			Environment environment) {
		if (signals.bridge() == Choice.AUTO && bridge instanceof HookSignalBridge) {
			return Installation.none("this is a test");
		}
		List<PosixSignal> terminating = purposes(signals).entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == SignalPurpose.TERMINATE)
			.map(Entry::getKey)
			.toList();
		boolean hooked = environment.getProperty("spring.main.register-shutdown-hook", Boolean.class, true);
		Installation installation = Installation.in(ProcessExit.ofJvm(), termination.exit().policy(), bridge,
				terminating);
		return (coordinator) -> {
			if (hooked) {
				FinalLineHandler.addFor(coordinator);
			}
			return installation.install(coordinator);
		};
	}

	@Bean
	ContextSignals lastcallContextSignals(ApplicationContext context, SignalProperties properties, SignalBridge bridge,
			ObjectProvider<SignalHandler> handlers) {
		Choice choice = properties.bridge();
		boolean better = bridge == BRIDGE && choice != Choice.JDK;
		NativeSettings settings = new NativeSettings(properties.jvmDump(), properties.overrideIgnored());
		return new ContextSignals(context, bridge, purposes(properties), handlers.orderedStream().toList(),
				() -> BRIDGE.upper().ifPresent(NativeSignalBridge::requestDump),
				better ? new HandOver(BRIDGE, settings, choice == Choice.NATIVE) : () -> {
				});
	}

	private static Map<PosixSignal, SignalPurpose> purposes(SignalProperties properties) {
		return properties.purposes(new ReservedSignals(System.getenv()));
	}

}
