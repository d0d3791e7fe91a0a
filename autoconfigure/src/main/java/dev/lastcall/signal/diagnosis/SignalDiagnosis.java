package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.diagnosis.HandlerTable.Handler;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Answers the question why a process does not stop: what keeps the signals that should
 * come to us from doing so. Immutable and thread-safe, as far as the table of handlers
 * is.
 */
public final class SignalDiagnosis {

	private final DiagnosedProcess process;

	private final List<WantedSignal> signals;

	private final HandlerTable table;

	/**
	 * Creates the diagnosis.
	 * @param process what is known of the process
	 * @param signals the signals that should come to us
	 * @param table the handlers
	 */
	public SignalDiagnosis(DiagnosedProcess process, List<WantedSignal> signals, HandlerTable table) {
		this.process = process;
		this.signals = List.copyOf(signals);
		this.table = table;
	}

	/**
	 * Looks at the process. Reads a file for each thread, so it takes milliseconds.
	 * @return what was found, worst first
	 */
	public List<Finding> findings() {
		ProcFiles proc = new ProcFiles(this.process.proc());
		List<Finding> seen = Stream.of(new MaskCheck(proc, this.signals).findings(),
				new TakeOverWatch(this.process.proc(), this.signals, this.table).check(proc).stream(),
				new FirstProcessCheck(proc).findings(),
				new JvmOptionsCheck(this.process, isTerminationOurs()).findings(),
				new LibjsigCheck(this.process, proc).findings(), new TempDirectoryCheck(this.process, proc).findings())
			.flatMap(Function.identity())
			.toList();
		return Stream.concat(seen.stream(), cannotSee(proc))
			.sorted(Comparator.comparing(Finding::severity).reversed())
			.toList();
	}

	private boolean isTerminationOurs() {
		return this.signals.stream()
			.filter(WantedSignal::terminates)
			.allMatch((signal) -> this.table.handler(signal.number())
				.map(Handler::address)
				.filter(this.table::isOurs)
				.isPresent());
	}

	// Tells what the others could not read, so they must be done.
	private static Stream<Finding> cannotSee(ProcFiles proc) {
		if (proc.unreadable().isEmpty()) {
			return Stream.empty();
		}
		String files = proc.unreadable().stream().map(Path::toString).collect(Collectors.joining("', '"));
		return Stream.of(new Finding(Kind.CANNOT_SEE, Severity.INFO,
				"Not everything can be seen, because these cannot be read: '%s'.".formatted(files),
				"Nothing to change outside Linux. On Linux mount '/proc' in the container, without 'hidepid'; "
						+ "findings that depend on these files may be missing."));
	}

}
