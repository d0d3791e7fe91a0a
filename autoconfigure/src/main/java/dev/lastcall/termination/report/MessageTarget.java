package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Report;

/**
 * {@link ReportTarget} that is the termination message. It is written as soon as the
 * termination begins and again with each stage, so that one whose last words fail for
 * want of memory, or which is killed, still tells how far it had come.
 */
final class MessageTarget implements ReportTarget {

	private final MessageFile file;

	private final RunIdentity identity;

	private final InstantSource clock;

	private final TerminationMessage message = new TerminationMessage();

	MessageTarget(Path path, RunIdentity identity, InstantSource clock) {
		this.file = new MessageFile(path);
		this.identity = identity;
		this.clock = clock;
	}

	@Override
	public void begin() {
		// Nothing to say yet.
	}

	@Override
	public void warmUp() throws IOException {
		write(new Report(new Cause.JvmShutdown(), Duration.ZERO, Duration.ZERO, List.of(), List.of()));
		this.file.open();
	}

	@Override
	public void update(Report report) throws IOException {
		JsonBuffer json = write(report);
		this.file.write(json.bytes(), json.size());
	}

	@Override
	public void end(Report report) throws IOException {
		update(report);
	}

	private JsonBuffer write(Report report) {
		return this.message.write(new ReportDocument(report, this.identity.document(this.clock.instant())));
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
