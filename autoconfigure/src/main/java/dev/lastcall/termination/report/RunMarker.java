package dev.lastcall.termination.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run writes down of itself for the next one, in lines of name and value, because
 * they can be read without a library. Its last line tells that it is complete. A reader
 * takes the names that it knows, so that versions understand each other. Immutable.
 *
 * @param state how far the run has come
 * @param process the process
 * @param started when it started
 * @param written when this was written
 * @param ran for how long it had run then, measured without the clock
 * @param summary what it had to say, in sentences; may be empty
 */
record RunMarker(State state, RunningProcess process, Instant started, Instant written, Duration ran, String summary) {

	private static final String LAST_LINE = "complete=true";

	/**
	 * How far a run has come.
	 */
	enum State {

		/**
		 * It serves.
		 */
		RUNNING,

		/**
		 * Its termination has begun.
		 */
		TERMINATING,

		/**
		 * Every drain came to rest.
		 */
		CLEAN,

		/**
		 * Something was cut off.
		 */
		FORCED

	}

	String text() {
		return String.join("\n", "version=1", "state=" + this.state.name().toLowerCase(Locale.ROOT),
				"pid=" + this.process.pid(), "start=" + this.process.start(), "started=" + this.started,
				"written=" + this.written, "ranMillis=" + this.ran.toMillis(), "summary=" + oneLine(this.summary),
				LAST_LINE, "");
	}

	private static String oneLine(String text) {
		return text.replaceAll("\\p{Cntrl}+", " ");
	}

	static boolean isComplete(String text) {
		return text.endsWith("\n" + LAST_LINE + "\n");
	}

	/**
	 * Reads a complete marker.
	 * @param text its text
	 * @return the marker, or empty if another version wrote what this one cannot read
	 */
	static Optional<RunMarker> parse(String text) {
		Map<String, String> values = text.lines()
			.map((line) -> line.split("=", 2))
			.filter((line) -> line.length == 2)
			.collect(Collectors.toMap((line) -> line[0], (line) -> line[1], (one, other) -> other));
		try {
			return Optional.of(new RunMarker(State.valueOf(values.getOrDefault("state", "").toUpperCase(Locale.ROOT)),
					new RunningProcess(Long.parseLong(values.getOrDefault("pid", "")),
							values.getOrDefault("start", "")),
					Instant.parse(values.getOrDefault("started", "")),
					Instant.parse(values.getOrDefault("written", "")),
					Duration.ofMillis(Long.parseLong(values.getOrDefault("ranMillis", ""))),
					values.getOrDefault("summary", "")));
		}
		catch (IllegalArgumentException | DateTimeException | ArithmeticException ex) {
			return Optional.empty();
		}
	}

	// One that has ended may still run, with another context or in its shutdown hooks.
	boolean isOfLivingProcess() {
		return (this.state == State.RUNNING || this.state == State.TERMINATING) && this.process.isAlive();
	}

	/**
	 * What this marker says of a run whose process is gone.
	 * @param now the time
	 * @return how the run ended
	 */
	PreviousRun previous(Instant now) {
		String process = "Process %d".formatted(this.process.pid());
		return switch (this.state) {
			case CLEAN -> new PreviousRun(PreviousRun.Outcome.CLEAN, process + ended());
			case FORCED -> new PreviousRun(PreviousRun.Outcome.FORCED, process + ended());
			case RUNNING -> new PreviousRun(PreviousRun.Outcome.KILLED, process
					+ " started at %s%s and left without a word: by SIGKILL, by the kernel for want of memory, or by a crash."
						.formatted(this.started, atMost(now)));
			case TERMINATING -> new PreviousRun(PreviousRun.Outcome.KILLED, process
					+ " started at %s, and was killed during its termination, which began at %s after %d ms. %s Check that the platform grants what 'lastcall.budget.grace-period' says."
						.formatted(this.started, this.written, this.ran.toMillis(), this.summary));
		};
	}

	private String ended() {
		return " ended at %s after %d ms. %s".formatted(this.written, this.ran.toMillis(), this.summary);
	}

	// Nothing where the clock was set back since.
	private String atMost(Instant now) {
		Duration since = Duration.between(this.started, now);
		return since.isNegative() ? "" : ", at most %d ms ago,".formatted(since.toMillis());
	}

}
