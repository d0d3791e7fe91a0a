package dev.lastcall.termination.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.ThreadStack;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ReportFaultTests {

	@TempDir
	private Path directory;

	private KeptReports reports;

	@BeforeEach
	void begin() {
		this.reports = new KeptReports(this.directory);
	}

	@Test
	void whatCannotBeWrittenIsToldOnceAndStopsNothingElse() throws Exception {
		Path missing = this.directory.resolve("missing");
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.of(missing));
		keeper.onPrepared(List.of());
		assertThat(this.reports.awaitProblem()).startsWith("The report cannot be written to '" + missing + "':")
			.contains("there is no such directory", "'lastcall.report.*'");
		keeper.onEvent(new TerminationBegan(TestReports.TERM, Duration.ofSeconds(28)));
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(this.reports.verdict()).isEqualTo("clean");
		assertThat(this.reports.problems()).isEmpty();
		assertThat(keeper.previous()).isEmpty();
		assertThat(missing).doesNotExist();
	}

	@Test
	void messageThatCannotBeWrittenLeavesTheReport() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.directory), Optional.of(this.directory));
		keeper.onPrepared(List.of());
		this.reports.awaitPrevious();
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(this.reports.awaitProblem()).contains("not a regular file");
		assertThat(this.reports.files(".json")).hasSize(1);
	}

	@Test
	void neitherTheProcessNorTheMessageWaitsForAVolumeThatHangs() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		ReportObserver hanging = new ReportObserver() {

			@Override
			public void onPrevious(PreviousRun previous) {
				// On the thread that writes, as a disk would hang.
				awaitRelease(released);
			}

			@Override
			public void onProblem(String problem) {
				ReportFaultTests.this.reports.onProblem(problem);
			}

		};
		ReportKeeper keeper = new ReportKeeper(
				new ReportPaths(Optional.of(this.reports.message()), Optional.of(this.directory), "orders"), () -> null,
				hanging, Ticker.system(), Duration.ofMillis(50));
		keeper.onPrepared(List.of());
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(this.reports.awaitProblem()).contains("was not written within 50 ms");
		assertThat(this.reports.files(".json")).isEmpty();
		this.reports.awaitMessage("clean");
		released.countDown();
		this.reports.awaitMarker("state=clean");
		this.reports.awaitReport();
	}

	@Test
	void withoutMemoryTheMessageKeepsWhatItSaidBefore() throws Exception {
		ReportKeeper keeper = this.reports.keeper(Optional.of(this.reports.message()), Optional.empty());
		keeper.onPrepared(List.of());
		keeper.onEvent(new TerminationEnded(TestReports.report()));
		assertThat(this.reports.verdict()).isEqualTo("running");
		ThreadStack greedy = new ThreadStack("greedy", Thread.State.RUNNABLE, new Greedy());
		keeper.onEvent(new TerminationEnded(TestReports.halted(greedy)));
		assertThat(this.reports.awaitProblem()).contains("OutOfMemoryError");
		assertThat(this.reports.verdict()).isEqualTo("running");
		keeper.onEvent(new TerminationEnded(TestReports.clean()));
		assertThat(this.reports.verdict()).isEqualTo("clean");
	}

	private static void awaitRelease(CountDownLatch released) {
		try {
			released.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Frames for which there is no memory.
	 */
	private static final class Greedy extends AbstractList<StackTraceElement> {

		@Override
		public StackTraceElement get(int index) {
			throw new OutOfMemoryError("Java heap space");
		}

		@Override
		public int size() {
			return 1;
		}

	}

}
