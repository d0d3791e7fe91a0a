package dev.lastcall.signal.inspection;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.diagnosis.ArrivedQuit;
import dev.lastcall.signal.diagnosis.DeadlineCheck;
import dev.lastcall.signal.diagnosis.DiagnosedProcess;
import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.diagnosis.HandlerOwner;
import dev.lastcall.signal.diagnosis.HandlerTable;
import dev.lastcall.signal.diagnosis.SignalDiagnosis;
import dev.lastcall.signal.diagnosis.WantedSignal;
import dev.lastcall.signal.inspection.BridgeStatus.Lag;
import dev.lastcall.signal.inspection.BridgeStatus.Ring;
import dev.lastcall.signal.inspection.BridgeStatus.SignalLine;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Looks at the signals of this process, for one application. Costs nothing until it is
 * asked. Thread-safe.
 */
public final class SignalInspection {

	private static final Path PROC = Path.of("/proc");

	private final SignalBridge bridge;

	private final Map<PosixSignal, SignalPurpose> purposes;

	private final BridgeHandlers handlers;

	private volatile List<Finding> lastFindings = List.of();

	private volatile Optional<Finding> quit = Optional.empty();

	/**
	 * Creates the inspection.
	 * @param bridge where signals come from
	 * @param purposes what each signal is for
	 */
	public SignalInspection(SignalBridge bridge, Map<PosixSignal, SignalPurpose> purposes) {
		this.bridge = bridge;
		this.purposes = Collections.unmodifiableMap(purposes);
		this.handlers = new BridgeHandlers(bridge);
	}

	/**
	 * The tier at this moment.
	 * @return the tier
	 */
	public SignalTier tier() {
		return this.bridge.tier();
	}

	/**
	 * What the signals are for.
	 * @return the purpose of each signal that has one, whether it arrives or not
	 */
	public Map<PosixSignal, SignalPurpose> purposes() {
		return this.purposes;
	}

	/**
	 * How often a signal came.
	 * @param signal the signal
	 * @return the number of times that the native tier has seen it
	 */
	public long received(PosixSignal signal) {
		return this.handlers.upper().map((upper) -> upper.count(signal.number())).orElse(0L);
	}

	/**
	 * The details that wait.
	 * @return the ring, empty while there is no native tier
	 */
	public Ring ring() {
		return this.handlers.upper().map(Ring::of).orElse(Ring.EMPTY);
	}

	/**
	 * How long signals took to be heard.
	 * @return the times, none while there is no native tier
	 */
	public Lag lag() {
		return this.handlers.upper().map(Lag::of).orElse(Lag.NONE);
	}

	/**
	 * Takes the state of the bridge. Reads handlers from the kernel, and the memory map
	 * if one of them is not ours.
	 * @return the state
	 */
	public BridgeStatus status() {
		ProcFiles proc = new ProcFiles(PROC);
		Map<PosixSignal, SignalLine> lines = new LinkedHashMap<>();
		this.bridge.registrations()
			.forEach((registration) -> lines.merge(registration.signal(), line(registration, proc),
					(first, second) -> (first.disposition() == Disposition.INSTALLED) ? first : second));
		return new BridgeStatus(tier(), this.bridge.obstacle(), List.copyOf(lines.values()), ring(), lag());
	}

	private SignalLine line(SignalRegistration registration, ProcFiles proc) {
		PosixSignal signal = registration.signal();
		SignalPurpose purpose = this.purposes.get(signal);
		Optional<NativeSignalBridge> upper = this.handlers.upper();
		return new SignalLine(signal, (purpose != null) ? purpose.label() : "handler", registration.disposition(),
				upper.map((it) -> owner(it.handlers().action(signal.number()).handler(), proc)).orElse("unknown"),
				received(signal), upper.flatMap((it) -> it.last(signal.number())));
	}

	private String owner(long address, ProcFiles proc) {
		return this.handlers.isOurs(address) ? "ours" : HandlerOwner.describe(address, proc);
	}

	/**
	 * Looks for what keeps signals from the process. Reads a file for each thread.
	 * @return what was found now, worst first
	 */
	public List<Finding> findings() {
		DiagnosedProcess process = DiagnosedProcess.current(SignalInspection.class.getModule());
		Stream<Finding> deadline = this.handlers.upper()
			.stream()
			.flatMap((upper) -> new DeadlineCheck(upper.deadline().obstacle()).findings());
		List<Finding> findings = new SignalDiagnosis(process, wanted(), this.handlers).findings();
		return withQuit(Stream.concat(findings.stream(), deadline).toList());
	}

	/**
	 * What the last periodic check found, without looking.
	 * @return the findings, worst first; none before the first check
	 */
	public List<Finding> lastFindings() {
		return withQuit(this.lastFindings);
	}

	private List<Finding> withQuit(List<Finding> findings) {
		return Stream.concat(this.quit.stream(), findings.stream())
			.sorted(Comparator.comparing(Finding::severity).reversed())
			.toList();
	}

	void remember(List<Finding> findings) {
		this.lastFindings = List.copyOf(findings);
	}

	/**
	 * Considers a SIGQUIT that was taken as a request to dump.
	 * @param event the signal, of which is known that nobody wants to attach
	 * @return a finding if the platform seems to have meant a request to leave; only once
	 */
	public synchronized Optional<Finding> arrivedQuit(SignalEvent event) {
		Optional<Sender> sender = event.sender();
		if (this.quit.isPresent() || sender.isEmpty()) {
			return Optional.empty();
		}
		this.quit = new ArrivedQuit(sender.get().code(), sender.get().pid(), false).finding(wanted());
		return this.quit;
	}

	/**
	 * The handlers of the signals that are installed.
	 * @return the table, in which nothing can be read while there is no native tier
	 */
	HandlerTable handlers() {
		return this.handlers;
	}

	/**
	 * The signals that should come to us.
	 * @return those with a purpose, and those of the application's own handlers
	 */
	List<WantedSignal> wanted() {
		Map<PosixSignal, WantedSignal> wanted = new LinkedHashMap<>();
		this.purposes.forEach((signal, purpose) -> wanted.put(signal, wanted(signal, purpose)));
		this.bridge.registrations()
			.forEach((registration) -> wanted.computeIfAbsent(registration.signal(),
					(signal) -> wanted(signal, SignalPurpose.EVENT)));
		return List.copyOf(wanted.values());
	}

	private static WantedSignal wanted(PosixSignal signal, SignalPurpose purpose) {
		return new WantedSignal(signal.number(), signal.toString(), purpose == SignalPurpose.TERMINATE);
	}

}
