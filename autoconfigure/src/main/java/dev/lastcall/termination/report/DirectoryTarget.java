package dev.lastcall.termination.report;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import dev.lastcall.termination.Report;

/**
 * {@link ReportTarget} that is a directory, with a marker of each run.
 */
final class DirectoryTarget implements ReportTarget {

	private final RunRecord run;

	private final Consumer<PreviousRun> previous;

	private boolean terminating;

	DirectoryTarget(RunRecord run, Consumer<PreviousRun> previous) {
		this.run = run;
		this.previous = previous;
	}

	@Override
	public void begin() throws IOException {
		List<PreviousRun> runs = this.run.takePrevious();
		try {
			this.run.begin();
		}
		finally {
			runs.forEach(this.previous);
		}
	}

	@Override
	public void warmUp() {
		// The marker has loaded most of it.
	}

	// Once: how far the termination had come is not worth the time of a slow disk.
	@Override
	public void update(Report report) throws IOException {
		if (!this.terminating) {
			this.terminating = true;
			this.run.terminating("It began on %s.".formatted(report.cause().describe()));
		}
	}

	@Override
	public void end(Report report) throws IOException {
		this.terminating = true;
		this.run.end(report);
	}

	@Override
	public void close() throws IOException {
		this.run.close();
	}

}
