package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Verdict;

/**
 * What one run of the application leaves in the directory: a marker from its start on,
 * and its report in the end. The runs that count as its own are those of the same
 * application on the same host, which on Kubernetes is the pod. Used by one thread.
 */
final class RunRecord {

	/**
	 * Enough for the pods of a rollout and the restarts of a bad night.
	 */
	static final int REPORTS_KEPT = 50;

	/**
	 * Markers of hosts that are gone for ever, as those of pods are, are never read.
	 */
	static final int MARKERS_KEPT = 200;

	private static final String MARKER = ".run";

	private static final String REPORT = ".json";

	/**
	 * A megabyte: the stacks of a thousand threads.
	 */
	private static final int MOST_BYTES = 1 << 20;

	private static final int FEW_BYTES = 1 << 13;

	// The markers of this JVM, which must not be opened.
	private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final ReportDirectory directory;

	private final RunIdentity identity;

	private final InstantSource clock;

	private final Ticker ticker;

	private final String name;

	private final long began;

	private @Nullable FileChannel lock;

	RunRecord(ReportDirectory directory, RunIdentity identity, InstantSource clock, Ticker ticker) {
		this.directory = directory;
		this.identity = identity;
		this.clock = clock;
		this.ticker = ticker;
		this.name = identity.fileName(COUNT.incrementAndGet());
		this.began = ticker.nanos();
	}

	private Path marker() {
		return this.directory.path().resolve(this.name + MARKER);
	}

	// What is known of the runs that have ended, the last one last. Each is read once:
	// whoever deletes its marker has it.
	List<PreviousRun> takePrevious() throws IOException {
		Pattern own = Pattern.compile(Pattern.quote(this.identity.prefix()) + "\\d{8}T\\d+Z-\\d+-\\d+\\" + MARKER);
		List<PreviousRun> runs = this.directory.files(own.asMatchPredicate())
			.stream()
			.filter((file) -> !OWN.contains(file))
			.flatMap((file) -> previous(file).stream())
			.toList();
		return runs.isEmpty() ? List.of(PreviousRun.none(this.identity, this.directory.path())) : runs;
	}

	private List<PreviousRun> previous(Path file) {
		try {
			String text = ReportDirectory.read(file);
			boolean complete = RunMarker.isComplete(text);
			@Nullable RunMarker marker = complete ? RunMarker.parse(text).orElse(null) : null;
			if (RunLock.isHeld(file) || (marker != null && marker.isOfLivingProcess()) || !Files.deleteIfExists(file)) {
				return List.of();
			}
			if (marker != null) {
				return List.of(marker.previous(this.clock.instant()));
			}
			return List.of(new PreviousRun(complete ? PreviousRun.Outcome.NONE : PreviousRun.Outcome.KILLED,
					(complete ? "Another version of Last Call wrote '%s', which this one cannot read."
							: "The run left '%s' torn, as a full disk or a crash of the machine does.")
						.formatted(file)));
		}
		catch (IOException ex) {
			// Another process has taken it, or it is not ours to read.
			return List.of();
		}
	}

	void begin() throws IOException {
		mark(RunMarker.State.RUNNING, "");
		this.directory.keepNewest(MARKERS_KEPT, named(MARKER));
	}

	void terminating(String summary) throws IOException {
		mark(RunMarker.State.TERMINATING, summary);
	}

	// The marker first: it is the smaller of the two, and without it the next run takes
	// this one for killed.
	void end(Report report) throws IOException {
		mark((report.ending().verdict() == Verdict.CLEAN) ? RunMarker.State.CLEAN : RunMarker.State.FORCED,
				ReportSentence.of(report));
		close();
		JsonBuffer json = new JsonBuffer(FEW_BYTES, MOST_BYTES);
		json.value(new ReportDocument(report, this.identity.document(this.clock.instant())).all());
		if (!json.isOverflown()) {
			this.directory.write(this.name + REPORT, json.bytes(), json.size());
			this.directory.keepNewest(REPORTS_KEPT, named(REPORT));
		}
	}

	void close() throws IOException {
		OWN.remove(marker());
		release(null);
	}

	private void mark(RunMarker.State state, String summary) throws IOException {
		Duration ran = Duration.ofNanos(this.ticker.nanos() - this.began);
		Instant now = this.clock.instant();
		RunMarker marker = new RunMarker(state, this.identity.process(), this.identity.started(), now, ran, summary);
		OWN.add(marker());
		release(this.directory.writeLocked(this.name + MARKER, marker.text().getBytes(StandardCharsets.UTF_8)));
	}

	// The new file has its own lock by now, so there is no moment without one.
	private void release(@Nullable FileChannel successor) throws IOException {
		FileChannel previous = this.lock;
		this.lock = successor;
		if (previous != null) {
			previous.close();
		}
	}

	private static Predicate<String> named(String suffix) {
		return (name) -> name.startsWith(RunIdentity.START) && name.endsWith(suffix);
	}

}
