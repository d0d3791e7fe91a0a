package dev.lastcall.exit;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.termination.Coordinator;

/**
 * How a coordinator takes part in the exit of its process.
 */
@FunctionalInterface
public interface Installation {

	/**
	 * Installs what is needed so that signals reach the coordinator. Called once, when
	 * the application has started.
	 * @param coordinator the coordinator of the application context
	 * @return what was done
	 */
	Installed install(Coordinator coordinator);

	/**
	 * The installation in a process of its own.
	 * @param exit the exit of the process
	 * @param policy what further signals do, and the exit code
	 * @param bridge where signals come from
	 * @param signals which signals terminate
	 * @return the installation
	 */
	static Installation in(ProcessExit exit, ExitPolicy policy, SignalBridge bridge, Collection<PosixSignal> signals) {
		return (coordinator) -> Installed.of(bridge.tier(), exit.join(coordinator, policy, bridge, signals));
	}

	/**
	 * The installation in a process that belongs to somebody else, such as a test: none.
	 * @param reason why nothing is installed, in the middle of a sentence
	 * @return the installation
	 */
	static Installation none(String reason) {
		return (coordinator) -> new Installed("hears no signal, because " + reason, List.of());
	}

	/**
	 * What was installed.
	 *
	 * @param summary the signals that arrive, and through which tier, as the second half
	 * of a sentence
	 * @param warnings full sentences about signals that do not arrive
	 */
	record Installed(String summary, List<String> warnings) {

		private static Installed of(SignalTier tier, List<SignalRegistration> registrations) {
			List<String> warnings = registrations.stream()
				.filter((one) -> one.disposition() != Disposition.INSTALLED && tier != SignalTier.HOOK)
				.map(Installed::warning)
				.toList();
			String heard = registrations.stream()
				.filter((one) -> one.disposition() == Disposition.INSTALLED)
				.map((one) -> one.signal().toString())
				.collect(Collectors.joining(" and "));
			if (heard.isEmpty()) {
				return new Installed("hears no signal and begins when the JVM shuts down (tier '%s')"
					.formatted(SignalTier.HOOK.label()), warnings);
			}
			return new Installed("hears %s (tier '%s')".formatted(heard, tier.label()), warnings);
		}

		private static String warning(SignalRegistration registration) {
			if (registration.disposition() == Disposition.IGNORED) {
				return "%s was set to be ignored when this process was started, as 'nohup' and background jobs of a shell do, and stays ignored. Start the process without that if %<s shall end it."
					.formatted(registration.signal());
			}
			return "The JVM does not give %s away, because it was started with -Xrs; %<s ends the process without a drain. Remove -Xrs."
				.formatted(registration.signal());
		}

	}

}
