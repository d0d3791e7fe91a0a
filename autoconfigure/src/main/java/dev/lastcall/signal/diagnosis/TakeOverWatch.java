package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.diagnosis.HandlerTable.Handler;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Notices when other code replaces our handlers, and when they are back. Each change is
 * reported once. Used by one thread at a time; whoever calls it owns thread and period.
 */
public final class TakeOverWatch {

	private final Path proc;

	private final List<WantedSignal> signals;

	private final HandlerTable table;

	// The handler that was seen last, by number of the signal.
	private final Map<Integer, Long> last = new HashMap<>();

	/**
	 * Creates the watch.
	 * @param proc where {@code /proc} is mounted
	 * @param signals the signals that were installed
	 * @param table the handlers
	 */
	public TakeOverWatch(Path proc, List<WantedSignal> signals, HandlerTable table) {
		this.proc = proc;
		this.signals = List.copyOf(signals);
		this.table = table;
	}

	/**
	 * Compares the handlers with those of the last look. The first look compares with
	 * ours, and leaves out signals that are ignored, which is how the process may have
	 * been started.
	 * @return the changes since then
	 */
	public List<Finding> check() {
		return check(new ProcFiles(this.proc));
	}

	List<Finding> check(ProcFiles files) {
		return this.signals.stream()
			.flatMap((signal) -> this.table.handler(signal.number())
				.flatMap((handler) -> change(signal, handler, files))
				.stream())
			.toList();
	}

	private Optional<Finding> change(WantedSignal signal, Handler handler, ProcFiles files) {
		long address = handler.address();
		Long previous = this.last.put(signal.number(), address);
		if (previous != null && previous == address) {
			return Optional.empty();
		}
		if (this.table.isOurs(address)) {
			return Optional.ofNullable(previous)
				.filter((before) -> !this.table.isOurs(before))
				.map((before) -> takenBack(signal, handler));
		}
		return (previous == null && address == Handler.IGNORE) ? Optional.empty()
				: Optional.of(takenOver(signal, handler, files));
	}

	private static Finding takenOver(WantedSignal signal, Handler handler, ProcFiles files) {
		return new Finding(Kind.SIGNAL_TAKEN_OVER, signal.terminates() ? Severity.ERROR : Severity.WARNING, signal,
				"'rt_sigaction' gives 0x%x with flags 0x%x as the handler of %s, which is not ours: %s.".formatted(
						handler.address(), handler.flags(), signal, HandlerOwner.describe(handler.address(), files)),
				("Find out who installs a handler for %1$s after start-up, such as 'sun.misc.Signal.handle' in a "
						+ "library for logging or terminals, or a native library, and switch that off; "
						+ "or remove %1$s from 'lastcall.signals.*' so that it is theirs.")
					.formatted(signal.shortName()));
	}

	private static Finding takenBack(WantedSignal signal, Handler handler) {
		return new Finding(Kind.SIGNAL_TAKEN_BACK, Severity.INFO, signal,
				"'rt_sigaction' gives 0x%x as the handler of %s, which is ours again.".formatted(handler.address(),
						signal),
				"Nothing to change, unless the handler is replaced again.");
	}

}
