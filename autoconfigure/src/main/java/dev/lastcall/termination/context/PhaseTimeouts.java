package dev.lastcall.termination.context;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.beans.DirectFieldAccessor;

/**
 * The timeouts that an application has chosen for the phases of its closing. Spring lets
 * them be set but not be read, so its fields are.
 *
 * @param perPhase for every phase that has none of its own, in milliseconds
 * @param byPhase for single phases, in milliseconds
 */
record PhaseTimeouts(long perPhase, Map<Integer, Long> byPhase) {

	/**
	 * What is known of timeouts that cannot be read.
	 */
	static final PhaseTimeouts UNKNOWN = new PhaseTimeouts(Long.MAX_VALUE, Map.of());

	/**
	 * Reads the timeouts of a processor.
	 * @param processor the lifecycle processor
	 * @return the timeouts, or empty if this Spring keeps them elsewhere
	 */
	static Optional<PhaseTimeouts> of(Object processor) {
		Map<Integer, Long> byPhase = new TreeMap<>();
		try {
			DirectFieldAccessor fields = new DirectFieldAccessor(processor);
			if (fields.getPropertyValue("timeoutsForShutdownPhases") instanceof Map<?, ?> map) {
				map.forEach((phase, timeout) -> byPhase.put((Integer) phase, (Long) timeout));
			}
			return (fields.getPropertyValue("timeoutPerShutdownPhase") instanceof Long perPhase)
					? Optional.of(new PhaseTimeouts(perPhase, byPhase)) : Optional.empty();
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

}
