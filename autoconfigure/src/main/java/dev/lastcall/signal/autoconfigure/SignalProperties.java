package dev.lastcall.signal.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;
import dev.lastcall.signal.SignalPurpose;

/**
 * Configuration properties of the signal bridge.
 *
 * @param terminate Comma-separated list of the signals that begin a termination; TERM and
 * INT if not set.
 * @param dump Comma-separated list of the signals that ask for a dump; QUIT if not set.
 * @param quiesce Comma-separated list of the signals that quiesce the application.
 * @param resume Comma-separated list of the signals that make it resume.
 * @param event Comma-separated list of the signals that are published as an application
 * event.
 * @param ignore Comma-separated list of the signals that are taken and then ignored.
 * @param jvmDump Whether HotSpot still writes its thread dump to the standard output on
 * SIGQUIT.
 * @param overrideIgnored Whether signals are heard that the process was started to
 * ignore, as 'nohup' does.
 * @param bridge How signals are heard. In a Spring test nothing is installed unless this
 * is set to something else than 'auto'.
 */
@ConfigurationProperties("lastcall.signals")
public record SignalProperties(@Nullable Set<String> terminate, @Nullable Set<String> dump,
		@Nullable Set<String> quiesce, @Nullable Set<String> resume, @Nullable Set<String> event,
		@Nullable Set<String> ignore, @DefaultValue("true") boolean jvmDump, boolean overrideIgnored,
		@DefaultValue("auto") Choice bridge) {

	private static final Set<String> TERMINATE = Set.of("TERM", "INT");

	private static final Set<String> DUMP = Set.of("QUIT");

	/**
	 * What each signal does.
	 * @param reserved the signals that must not be taken
	 * @return the purposes by signal, the terminating ones first
	 * @throws InvalidSettingException if a name is no signal's, or that of one that must
	 * not be taken, or has two purposes
	 */
	Map<PosixSignal, SignalPurpose> purposes(ReservedSignals reserved) {
		Map<PosixSignal, SignalPurpose> purposes = new LinkedHashMap<>();
		Set<String> dump = (this.dump != null) ? this.dump : DUMP;
		put(purposes, reserved, SignalPurpose.TERMINATE, (this.terminate != null) ? this.terminate : TERMINATE);
		if (this.dump == null && purposes.containsKey(PosixSignal.QUIT)) {
			// It was given another meaning, and nobody asked for both.
			dump = Set.of();
		}
		put(purposes, reserved, SignalPurpose.DUMP, dump);
		put(purposes, reserved, SignalPurpose.QUIESCE, this.quiesce);
		put(purposes, reserved, SignalPurpose.RESUME, this.resume);
		put(purposes, reserved, SignalPurpose.EVENT, this.event);
		put(purposes, reserved, SignalPurpose.IGNORE, this.ignore);
		return purposes;
	}

	private static void put(Map<PosixSignal, SignalPurpose> purposes, ReservedSignals reserved, SignalPurpose purpose,
			@Nullable Set<String> names) {
		String key = "lastcall.signals." + purpose.label();
		for (String name : (names != null) ? names : Set.<String>of()) {
			PosixSignal signal = signal(key, name, reserved);
			SignalPurpose other = purposes.putIfAbsent(signal, purpose);
			if (other != null && other != purpose) {
				throw new InvalidSettingException(
						"%s is in 'lastcall.signals.%s' and in '%s'.".formatted(signal, other.label(), key),
						"A signal can do one thing; remove it from one of the two.");
			}
		}
	}

	private static PosixSignal signal(String key, String name, ReservedSignals reserved) {
		PosixSignal signal = PosixSignal.named(name)
			.orElseThrow(() -> new InvalidSettingException(
					"The property '%s' contains '%s', which is not the name of a signal.".formatted(key, name),
					"Use names such as TERM, INT, HUP, QUIT, USR1 or RTMIN+1."));
		reserved.reason(signal).ifPresent((reason) -> {
			throw new InvalidSettingException("The property '%s' contains '%s', which must not be taken, because %s."
				.formatted(key, name, reason), "Use HUP, INT, QUIT, TERM, USR1, WINCH, or one of RTMIN+1 to RTMIN+27.");
		});
		return signal;
	}

	/**
	 * Which bridge to use.
	 */
	public enum Choice {

		/**
		 * The best one that works here.
		 */
		AUTO,

		/**
		 * The native one, and until it is there, or where it does not work, the one over
		 * {@code sun.misc.Signal}.
		 */
		NATIVE,

		/**
		 * The one over {@code sun.misc.Signal}.
		 */
		JDK,

		/**
		 * None: signals are left to the JVM, and termination begins with its shutdown.
		 */
		HOOK

	}

}
