package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Report;

/**
 * Writes the message, the marker and the report, each whether or not the others can be
 * written. Used by one thread, apart from the constructor.
 */
final class ReportWriter {

	private final ReportObserver observer;

	private final InstantSource clock;

	private final RunIdentity identity;

	private final TerminationMessage message = new TerminationMessage();

	private final Optional<MessageFile> messageFile;

	private final Optional<RunRecord> runRecord;

	// Each is told once, after everything that can be written is written: to tell may
	// take as long as a log takes.
	private final List<String> problems = new ArrayList<>();

	private final Set<Path> told = new HashSet<>();

	ReportWriter(ReportTargets targets, ReportObserver observer, InstantSource clock, Ticker ticker) {
		this.observer = observer;
		this.clock = clock;
		this.identity = RunIdentity.of(targets.application(), clock.instant());
		this.messageFile = targets.message().map(MessageFile::new);
		this.runRecord = targets.directory()
			.map((directory) -> new RunRecord(new ReportDirectory(directory), this.identity, clock, ticker));
	}

	// Each run that has left a trace, the last one last; nothing if nobody can know.
	List<PreviousRun> begin() {
		List<PreviousRun> previous = new ArrayList<>();
		this.runRecord.ifPresent((run) -> attempt(run.directory(), () -> {
			previous.addAll(run.takePrevious());
			if (previous.isEmpty()) {
				previous.add(PreviousRun.none(this.identity, run.directory()));
			}
			run.begin();
		}));
		tellProblems();
		return previous;
	}

	// Loads what a last message needs while there is memory, and says what will fail.
	void warmUp() {
		this.message
			.write(document(new Report(new Cause.JvmShutdown(), Duration.ZERO, Duration.ZERO, List.of(), List.of())));
		this.messageFile.ifPresent((file) -> attempt(file.path(), file::open));
		tellProblems();
	}

	void terminating(Report report) {
		this.runRecord.ifPresent((run) -> attempt(run.directory(),
				() -> run.terminating("It began on %s.".formatted(report.cause().describeFully()))));
	}

	void update(Report report) {
		this.messageFile.ifPresent((file) -> attempt(file.path(), () -> write(file, report)));
	}

	void end(Report report) {
		update(report);
		this.runRecord.ifPresent((run) -> attempt(run.directory(), () -> run.end(report)));
	}

	void close() {
		this.messageFile.ifPresent((file) -> attempt(file.path(), file::close));
	}

	private void write(MessageFile file, Report report) throws IOException {
		JsonBuffer json = this.message.write(document(report));
		file.write(json.bytes(), json.size());
	}

	private ReportDocument document(Report report) {
		return new ReportDocument(report, this.identity.document(this.clock.instant()));
	}

	private void attempt(Path path, Attempt attempt) {
		try {
			attempt.run();
		}
		catch (IOException | RuntimeException ex) {
			if (this.told.add(path)) {
				this.problems.add(
						"'%s' cannot be written: %s. Check 'lastcall.report.*', the file system's free space and the permissions."
							.formatted(path, ex));
			}
		}
	}

	void tellProblems() {
		this.problems.forEach(this.observer::onProblem);
		this.problems.clear();
	}

	/**
	 * What may fail on a disk.
	 */
	@FunctionalInterface
	private interface Attempt {

		void run() throws IOException;

	}

}
