package dev.lastcall.exit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.Report;

/**
 * Ends the process once, however many application contexts it has: hears the signals,
 * makes every coordinator begin, and exits when the last of them has ended, with the halt
 * guard armed in between. One per JVM. Thread-safe: this object's lock guards all fields
 * and is held only for bookkeeping.
 */
public final class ProcessExit implements SignalListener {

	private static final ProcessExit OF_JVM = new ProcessExit(Jvm.system(), Ticker.system());

	private final Jvm jvm;

	private final HaltGuard guard;

	private final FurtherSignals furtherSignals;

	private final JvmHolder holder = new JvmHolder();

	private final List<Member> members = new ArrayList<>();

	private List<SignalRegistration> registrations = List.of();

	private boolean guarded;

	private volatile SignalBridge bridge = new HookSignalBridge("nobody has joined");

	private int signals;

	private Cause.@Nullable Signal cause;

	private boolean exiting;

	/**
	 * Creates the exit of a process; use {@link #ofJvm()} outside of tests.
	 * @param jvm what to exit and to halt
	 * @param ticker the clock
	 */
	public ProcessExit(Jvm jvm, Ticker ticker) {
		this.jvm = jvm;
		this.guard = new HaltGuard(jvm, ticker, this::speakLastWords);
		this.furtherSignals = new FurtherSignals(this.guard, ticker);
	}

	/**
	 * The exit of this process.
	 * @return the one instance
	 */
	public static ProcessExit ofJvm() {
		return OF_JVM;
	}

	/**
	 * Makes a coordinator one of those that a signal sets going and that the exit waits
	 * for. The first one starts the halt guard and registers the signals.
	 * @param coordinator the coordinator of an application context
	 * @param policy what further signals do, and the exit code; the first one's counts
	 * @param bridge where signals come from
	 * @param signals which signals terminate
	 * @return the registrations in force, to be looked at and not to be closed
	 */
	public List<SignalRegistration> join(Coordinator coordinator, ExitPolicy policy, SignalBridge bridge,
			Collection<PosixSignal> signals) {
		Member member = new Member(coordinator, policy);
		Cause.Signal cause;
		List<SignalRegistration> registrations;
		synchronized (this) {
			startGuard();
			coordinator.atLast(() -> onEnded(member));
			this.members.add(member);
			if (this.registrations.isEmpty()) {
				this.bridge = bridge;
				this.registrations = signals.stream()
					.map((signal) -> bridge.register(signal, SignalLane.TERMINATION, this))
					.toList();
			}
			this.guard.expect(this.members, this.bridge.deadline());
			cause = this.cause;
			registrations = this.registrations;
		}
		if (cause != null) {
			coordinator.begin(cause);
		}
		if (this.jvm.isShuttingDown()) {
			// A signal came during the start, too early for a hook.
			onJvmShutdown();
		}
		return registrations;
	}

	private void startGuard() {
		if (!this.guarded) {
			this.guarded = true;
			this.guard.start();
			this.jvm.onShutdown(Threads.daemon("exit-hook", this::onJvmShutdown));
		}
	}

	// Without an allocation: whatever memory is left, the process will end in time.
	@Override
	public void onAlert(int number, long nanos) {
		this.guard.alert(nanos);
	}

	// The signal's thread only hands over: coordinators have threads of their own.
	@Override
	public void onSignal(SignalEvent event) {
		Cause.Signal signal = new Cause.Signal(event.signal().name(), event.signal().number(),
				event.sender().map(Sender::describe).orElse(""));
		List<Member> members = members();
		int count;
		synchronized (this) {
			count = ++this.signals;
			this.cause = (this.cause != null) ? this.cause : signal;
		}
		if (members.isEmpty()) {
			// The last context closed while the signal was on its way.
			this.jvm.exit(signal.exitCode());
		}
		else if (count == 1) {
			beginOrForget(members, signal);
		}
		else {
			this.furtherSignals.hear(count, members);
		}
	}

	// Without memory the bridge tells it again, which must not count as a second one.
	private void beginOrForget(List<Member> members, Cause.Signal signal) {
		try {
			this.holder.hold();
			begin(members, signal);
		}
		catch (OutOfMemoryError ex) {
			synchronized (this) {
				this.signals--;
			}
			throw ex;
		}
	}

	// All at once, because Spring closes one context after the other.
	private void onJvmShutdown() {
		this.bridge.prepareExit();
		begin(members(), new Cause.JvmShutdown());
	}

	private void begin(List<Member> members, Cause cause) {
		members.forEach((member) -> member.coordinator().begin(cause));
		this.guard.arm(members);
	}

	// On the coordinator's thread, as its last act. Of two that end together one exits.
	private void onEnded(Member member) {
		Cause.Signal cause;
		List<SignalRegistration> unused = List.of();
		synchronized (this) {
			cause = this.cause;
			if (cause == null) {
				unused = leave(member);
			}
			else if (this.exiting || !this.members.stream().allMatch(Member::hasEnded)) {
				return;
			}
			else {
				this.exiting = true;
			}
		}
		// Without the lock, which a signal's thread may be waiting for.
		unused.forEach(SignalRegistration::close);
		if (cause != null) {
			exitOrForget(cause);
		}
	}

	// Without memory the coordinator tries it again, which must not find it done.
	private void exitOrForget(Cause.Signal cause) {
		try {
			exit(cause);
		}
		catch (OutOfMemoryError ex) {
			synchronized (this) {
				this.exiting = false;
			}
			throw ex;
		}
	}

	// The process may live on: with the last context gone, signals are the JVM's again.
	private List<SignalRegistration> leave(Member member) {
		this.members.remove(member);
		this.guard.expect(this.members, this.bridge.deadline());
		List<SignalRegistration> unused = this.members.isEmpty() ? this.registrations : List.of();
		this.registrations = this.members.isEmpty() ? List.of() : this.registrations;
		return unused;
	}

	private void exit(Cause.Signal cause) {
		this.bridge.prepareExit();
		List<Member> members = members();
		ExitPolicy policy = members.get(0).policy();
		List<Report> reports = members.stream().map((member) -> member.coordinator().ended().join()).toList();
		if (reports.stream().anyMatch((report) -> !report.isFinished(Stage.CLOSE))) {
			// The shutdown hooks would wait for the same context and get no further.
			this.jvm.halt(policy.forcedCode());
		}
		else if (reports.stream().allMatch(Report::isClean)) {
			this.jvm.exit(policy.code().orElse(cause.exitCode()));
		}
		else {
			this.jvm.exit(policy.forcedCode());
		}
		// Reached only where the JVM is a test's.
		this.guard.stop();
		this.holder.release();
	}

	private void speakLastWords() {
		this.bridge.prepareExit();
		members().forEach((member) -> member.coordinator().tellForced());
	}

	private synchronized List<Member> members() {
		return List.copyOf(this.members);
	}

}
