package dev.lastcall.signal.diagnosis;

import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

/**
 * Tells whether the kernel would keep the deadline of a termination.
 */
public final class DeadlineCheck {

	private final String obstacle;

	/**
	 * Creates the check.
	 * @param obstacle why it would not, as a clause, or an empty string if it would
	 */
	public DeadlineCheck(String obstacle) {
		this.obstacle = obstacle;
	}

	/**
	 * What was found.
	 * @return a finding if the kernel would not
	 */
	public Stream<Finding> findings() {
		return this.obstacle.isEmpty() ? Stream.empty()
				: Stream.of(new Finding(Kind.KERNEL_DEADLINE_MISSING, Severity.INFO,
						"The kernel would not end the process at the deadline of a termination, because %s."
							.formatted(this.obstacle)
								+ " The halt guard does, which takes 300 ms longer while a thread is in native code, "
								+ "and seconds longer without memory.",
						"Leave one of the real-time signals 63 and 64 to Last Call, and allow 'timer_create' and "
								+ "'timer_settime' if a filter of seccomp refuses them."));
	}

}
