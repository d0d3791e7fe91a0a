package dev.lastcall.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Real processes with a fault: each is gone within its budget, every time, and its log
 * names the culprit.
 */
class FaultIT {

	private static final int RUNS = Integer.getInteger("fault.runs", 1);

	/**
	 * How many processes there are at a time. None is still starting when they are told
	 * to leave, and while they wait for their culprits the machine is quiet.
	 */
	private static final int SIDE_BY_SIDE = Integer.getInteger("fault.side-by-side", 2);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void processIsGoneWithinItsBudgetAndNamesTheCulprit(Fault fault) {
		assumeThat(fault != Fault.CLOCK_THAT_JUMPS || WallClock.isAvailable() || System.getenv("CI") != null)
			.as("CI promises the Debian package libfaketime")
			.isTrue();
		for (int run = 0; run < RUNS; run += SIDE_BY_SIDE) {
			List<FaultProcess> processes = IntStream.range(run, Math.min(RUNS, run + SIDE_BY_SIDE))
				.mapToObj((index) -> new FaultProcess(fault, this.directory,
						"%s, run %d of %d".formatted(fault, index + 1, RUNS)))
				.toList();
			try {
				processes.forEach(FaultProcess::start);
				processes.forEach(FaultProcess::awaitReady);
				atOnce(processes, FaultProcess::leave);
			}
			finally {
				processes.forEach(FaultProcess::close);
			}
		}
	}

	private static void atOnce(List<FaultProcess> processes, Consumer<FaultProcess> action) {
		processes.stream()
			.map((process) -> CompletableFuture.runAsync(() -> action.accept(process),
					(task) -> new Thread(task, "leave").start()))
			.toList()
			.forEach(CompletableFuture::join);
	}

}
