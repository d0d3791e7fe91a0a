package dev.lastcall.signal.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.Jvm;
import dev.lastcall.exit.ProcessExit;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.autoconfigure.SignalProperties.Choice;
import dev.lastcall.signal.context.ContextSignals;
import dev.lastcall.signal.context.HandOver;
import dev.lastcall.signal.context.SignalEffects;
import dev.lastcall.signal.context.SignalHandler;
import dev.lastcall.signal.context.SignalWatch;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Order;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
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

	/**
	 * The name of the inspection's bean, for conditions: see
	 * {@link TerminationAutoConfiguration#COORDINATOR}.
	 */
	static final String INSPECTION = "lastcallSignalInspection";

	static final String TEST = "this is a test";

	// One for every context of this JVM.
	private static final TieredSignalBridge BRIDGE = TieredSignalBridge.onJdk();

	@Bean
	@ConditionalOnMissingBean
	SignalBridge lastcallSignalBridge(SignalProperties properties, Environment environment) {
		switch (properties.bridge()) {
			case HOOK -> {
				return new HookSignalBridge("'lastcall.signals.bridge' is 'hook'");
			}
			case JDK -> BRIDGE.stay("'lastcall.signals.bridge' is 'jdk'");
			case AUTO -> {
				if (isTest(environment)) {
					return new HookSignalBridge(TEST);
				}
			}
			case NATIVE -> {
				// It takes over later.
			}
		}
		return BRIDGE;
	}

	static boolean isTest(Environment environment) {
		return Surroundings.of(environment).test();
	}

	@Bean
	Installation lastcallInstallation(SignalProperties signals, TerminationProperties termination, SignalBridge bridge,
			SignalInspection inspection, Environment environment) {
		if (signals.bridge() == Choice.AUTO && bridge instanceof HookSignalBridge hook) {
			return Installation.none(hook.obstacle());
		}
		List<PosixSignal> terminating = inspection.purposes()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == SignalPurpose.TERMINATE)
			.map(Entry::getKey)
			.toList();
		if (bridge instanceof Jvm fake) {
			return Installation.in(new ProcessExit(fake, Ticker.system()), termination.exit().policy(), bridge,
					terminating);
		}
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

	@Bean(INSPECTION)
	SignalInspection lastcallSignalInspection(SignalProperties properties, SignalBridge bridge) {
		return new SignalInspection(bridge, properties.purposes(new ReservedSignals(System.getenv())));
	}

	// Handlers are those of this context; those of its parent have been registered.
	@Bean
	ContextSignals lastcallContextSignals(ApplicationContext context, SignalProperties properties, SignalBridge bridge,
			SignalInspection inspection, ListableBeanFactory beans, ObjectProvider<Coordinator> coordinator) {
		Map<PosixSignal, SignalPurpose> purposes = inspection.purposes();
		Collection<SignalHandler> handlers = beans.getBeansOfType(SignalHandler.class, false, true).values();
		HandledSignals.check(handlers, purposes, new ReservedSignals(System.getenv()));
		SignalEffects effects = new SignalEffects(context, BRIDGE::requestDump,
				(purpose) -> order(purpose, coordinator), inspection);
		return new ContextSignals(context, bridge, purposes, handlers, effects,
				handOver(properties, bridge, inspection));
	}

	private static void order(SignalPurpose purpose, ObjectProvider<Coordinator> coordinator) {
		coordinator.ifAvailable((it) -> it.obey((purpose == SignalPurpose.QUIESCE) ? Order.QUIESCE : Order.RESUME));
	}

	private static Optional<HandOver> handOver(SignalProperties properties, SignalBridge bridge,
			SignalInspection inspection) {
		if (bridge != BRIDGE || properties.bridge() == Choice.JDK) {
			return Optional.empty();
		}
		NativeSettings settings = new NativeSettings(properties.jvmDump(), properties.overrideIgnored());
		return Optional
			.of(new HandOver(BRIDGE, settings, properties.bridge() == Choice.NATIVE, inspection, () -> Watch.OF_JVM));
	}

	/**
	 * The watch of this JVM. Apart, so that it is loaded after the start.
	 */
	private static final class Watch {

		private static final SignalWatch OF_JVM = new SignalWatch(BRIDGE, Ticker.system());

	}

}
