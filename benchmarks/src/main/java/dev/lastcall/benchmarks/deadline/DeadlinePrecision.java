package dev.lastcall.benchmarks.deadline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

import dev.lastcall.sample.fleet.Timings;
import dev.lastcall.sample.process.AppCommand;
import dev.lastcall.sample.process.AppProcess;

/**
 * Measures processes that do nothing but terminate: Last Call without Spring, heard
 * through the tier {@code jdk}. Used by one thread.
 */
public final class DeadlinePrecision {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	// The processes run elsewhere, and this one was started with a path that is relative.
	private final String classPath = Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();

	private final Path directory;

	/**
	 * Creates the measurement.
	 * @param directory an empty directory for what the processes write
	 */
	public DeadlinePrecision(Path directory) {
		this.directory = directory;
	}

	/**
	 * By how much processes that hang outlive their budget.
	 * @param rounds how many of them
	 * @return the time from SIGTERM to the end, less the budget; negative is early
	 */
	public Timings lateness(int rounds) {
		return new Timings(IntStream.range(0, rounds).mapToObj((round) -> lateness()).toList());
	}

	private Duration lateness() {
		try (AppProcess process = command(HangingProcess.class).start()) {
			process.awaitOutput("ready", TIMEOUT);
			process.signal("TERM");
			AppProcess.Exit exit = process.awaitExit(TIMEOUT);
			if (exit.code() != 124) {
				throw new IllegalStateException("It was not forced, but exited with " + exit.code());
			}
			return exit.took().minus(HangingProcess.BUDGET);
		}
	}

	/**
	 * How long the coordinator takes for many drains that have nothing to do.
	 * @param rounds how many processes, each of which does it once
	 * @return the time from the beginning to the end of the termination
	 */
	public Timings manyDrains(int rounds) {
		return new Timings(IntStream.range(0, rounds).mapToObj((round) -> manyDrains()).toList());
	}

	private Duration manyDrains() {
		try (AppProcess process = command(ManyDrains.class).args(Integer.toString(ManyDrains.DRAINS)).start()) {
			return Duration.ofNanos(Long.parseLong(process.awaitOutput("took (\\d+)", TIMEOUT).group(1)));
		}
	}

	private AppCommand command(Class<?> main) {
		return AppCommand.mainClass(this.classPath, main.getName(), this.directory);
	}

}
