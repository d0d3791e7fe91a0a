package dev.lastcall.signal.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lastcall.signal.PosixSignal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signals by the ten thousand while the process allocates, overflows its stacks, checks
 * for null, collects garbage and is recorded, with Flight Recorder and with a profiler.
 */
@Timeout(900)
@EnabledOnOs(OS.LINUX)
class StormIT {

	/**
	 * How many signals to the process ({@code kill}), and as many to its threads
	 * ({@code tgkill}); half as many are queued.
	 */
	private static final int SIGNALS = 5_000 * Integer.getInteger("it.runs", 1);

	private static final int ROUNDS = 20;

	// HUP, USR1 and TERM.
	private static final int[] STANDARD = { 1, 10, 15 };

	// RTMIN+1 to RTMIN+5.
	private static final int[] REAL_TIME = { 35, 36, 37, 38, 39 };

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1" })
	void everySignalIsHeardAndTheProcessLives(String option) throws Exception {
		survive(option);
	}

	// It interrupts running threads with SIGPROF, a thousand times in a second of
	// processor time.
	@Test
	@EnabledIf(value = "dev.lastcall.signal.process.AsyncProfiler#isBuiltForThisMachine",
			disabledReason = "The profiler's library has no build for this machine.")
	void everySignalIsHeardBesideAProfiler() throws Exception {
		Path profile = this.directory.resolve("profile.txt");
		survive(AsyncProfiler.option(this.directory, profile));
		assertThat(Files.readString(profile)).as("what the profiler saw").contains("ProbeLoad");
	}

	private void survive(String option) throws Exception {
		try (BridgeProcess process = BridgeProcess
			.with(option, "-Xss512k", "-XX:-UseDynamicNumberOfCompilerThreads",
					"-XX:StartFlightRecording:settings=profile,filename=storm.jfr")
			.start(this.directory)) {
			process.order("register t TERM TERMINATION count");
			process.order("register h HUP EVENT count");
			process.order("register u USR1 DUMP count");
			assertThat(process.order("handover")).isEqualTo("NATIVE");
			for (int signal : REAL_TIME) {
				assertThat(process.order("register %d %s EVENT count".formatted(signal, name(signal))))
					.isEqualTo("INSTALLED");
			}
			process.order("load");
			awaitWork(process);
			SignalStorm storm = storm(process);
			check(process, storm);
			awaitWork(process);
			assertThat(process.order("close t")).matches("\\d+");
			process.kill(15);
			assertThat(process.exitCode()).isEqualTo(143);
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.noneMatch((file) -> file.startsWith("hs_err"));
		}
	}

	// Whether the threads go on with what they do.
	private static void awaitWork(BridgeProcess process) throws Exception {
		String before = process.order("work");
		while (process.order("work").equals(before)) {
			assertThat(process.isAlive()).isTrue();
		}
	}

	private static SignalStorm storm(BridgeProcess process) throws Exception {
		SignalStorm storm = new SignalStorm(process.pid());
		int share = SIGNALS / ROUNDS / 2;
		for (int round = 0; round < ROUNDS; round++) {
			storm.kill(2 * share, STANDARD);
			storm.killEveryThread(share, STANDARD);
			storm.queue(share, REAL_TIME);
			storm.killLastingThreads(share, REAL_TIME);
		}
		return storm;
	}

	private static void check(BridgeProcess process, SignalStorm storm) throws Exception {
		for (int signal : REAL_TIME) {
			process.awaitAnswer("count " + name(signal), Long.toString(storm.sent(signal)));
		}
		for (int signal : IntStream.concat(IntStream.of(STANDARD), IntStream.of(REAL_TIME)).toArray()) {
			String count = settledCount(process, name(signal));
			assertThat(Long.parseLong(count)).as(name(signal)).isBetween(1L, storm.sent(signal));
			System.out.printf("%s: sent %d, counted and heard %s, in %s events%n", name(signal), storm.sent(signal),
					count, process.order("told " + name(signal)));
		}
		System.out.printf("details dropped, ring depth: %s%n", process.order("dropped"));
		assertThat(process.order("tier")).startsWith("NATIVE");
	}

	// The kernel delivers a signal to a thread when that runs next, which may be after
	// the
	// first look.
	private static String settledCount(BridgeProcess process, String signal) throws Exception {
		String count = process.order("count " + signal);
		String heard = process.order("heard " + signal);
		long start = System.nanoTime();
		while (!heard.equals(count) || !process.order("count " + signal).equals(count)) {
			assertThat(System.nanoTime() - start).as("%s: %s counted, %s heard", signal, count, heard)
				.isLessThan(BridgeProcess.PATIENCE.toNanos());
			count = process.order("count " + signal);
			heard = process.order("heard " + signal);
		}
		return count;
	}

	private static String name(int signal) {
		return PosixSignal.numbered(signal).name();
	}

}
