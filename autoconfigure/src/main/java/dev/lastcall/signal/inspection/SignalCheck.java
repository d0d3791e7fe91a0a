package dev.lastcall.signal.inspection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.TakeOverWatch;
import dev.lastcall.signal.diagnosis.WantedSignal;

/**
 * The check that is repeated while an application runs: everything the first time, and
 * from then on whether handlers were taken over, which costs a system call per signal.
 * Used by one thread at a time.
 */
public final class SignalCheck {

	private static final Path PROC = Path.of("/proc");

	private final SignalInspection inspection;

	// By the signal, of those that are wanted now.
	private final Map<WantedSignal, TakeOverWatch> watches = new LinkedHashMap<>();

	// By the name of the signal, of those that are somebody else's now.
	private final Map<String, Finding> takenOver = new HashMap<>();

	private List<Finding> diagnosed = List.of();

	private boolean first = true;

	/**
	 * Creates the check.
	 * @param inspection what to look at, which remembers the result
	 */
	public SignalCheck(SignalInspection inspection) {
		this.inspection = inspection;
	}

	/**
	 * Looks.
	 * @return what is new since the last look
	 */
	public List<Finding> run() {
		List<Finding> news = new ArrayList<>();
		if (this.first) {
			this.first = false;
			this.diagnosed = this.inspection.findings().stream().filter(SignalCheck::isNotWatched).toList();
			news.addAll(this.diagnosed);
		}
		news.addAll(changes());
		List<Finding> all = new ArrayList<>(this.takenOver.values());
		all.addAll(this.diagnosed);
		this.inspection.remember(all);
		return news;
	}

	// The one would be found by the watches again, and the other has been told.
	private static boolean isNotWatched(Finding finding) {
		return finding.kind() != Kind.SIGNAL_TAKEN_OVER && finding.kind() != Kind.QUIT_FROM_PLATFORM;
	}

	private List<Finding> changes() {
		List<WantedSignal> wanted = this.inspection.wanted();
		this.watches.keySet().retainAll(wanted);
		wanted.forEach((signal) -> this.watches.computeIfAbsent(signal,
				(it) -> new TakeOverWatch(PROC, List.of(it), this.inspection.handlers())));
		Set<String> names = wanted.stream().map(WantedSignal::name).collect(Collectors.toSet());
		this.takenOver.keySet().retainAll(names);
		List<Finding> changes = this.watches.values().stream().flatMap((watch) -> watch.check().stream()).toList();
		changes.forEach(this::note);
		return changes;
	}

	private void note(Finding change) {
		String signal = change.signal().orElseThrow();
		if (change.kind() == Kind.SIGNAL_TAKEN_OVER) {
			this.takenOver.put(signal, change);
		}
		else {
			this.takenOver.remove(signal);
		}
	}

}
