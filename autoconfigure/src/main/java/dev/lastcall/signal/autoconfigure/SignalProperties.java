package dev.lastcall.signal.autoconfigure;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.signal.PosixSignal;

/**
 * Configuration properties of the signal bridge.
 *
 * @param terminate Comma-separated list of the signals that begin a termination; TERM and
 * INT if not set.
 * @param bridge How signals are heard. In a Spring test nothing is installed unless this
 * is set to something else than 'auto'.
 */
@ConfigurationProperties("lastcall.signals")
public record SignalProperties(@Nullable Set<String> terminate, @DefaultValue("auto") Choice bridge) {

	private static final Set<PosixSignal> TERMINATE = EnumSet.of(PosixSignal.TERM, PosixSignal.INT);

	/**
	 * Checks the names of the signals.
	 * @param terminate see above
	 * @param bridge see above
	 */
	public SignalProperties {
		if (terminate != null) {
			terminate.forEach(SignalProperties::signal);
		}
	}

	Set<PosixSignal> signals() {
		return (this.terminate != null)
				? this.terminate.stream().map(SignalProperties::signal).collect(Collectors.toUnmodifiableSet())
				: TERMINATE;
	}

	private static PosixSignal signal(String name) {
		return PosixSignal.named(name)
			.orElseThrow(() -> new InvalidSettingException(
					"The property 'lastcall.signals.terminate' contains '%s', which is not a signal that can begin a termination."
						.formatted(name),
					"Use only %s.".formatted(List.of(PosixSignal.values()))));
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
		 * The one over {@code sun.misc.Signal}.
		 */
		JDK,

		/**
		 * None: signals are left to the JVM, and termination begins with its shutdown.
		 */
		HOOK

	}

}
