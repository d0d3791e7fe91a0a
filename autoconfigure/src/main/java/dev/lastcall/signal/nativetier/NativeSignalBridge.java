package dev.lastcall.signal.nativetier;

import java.util.Optional;
import java.util.function.BiConsumer;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.UntakenSignal;
import dev.lastcall.signal.deadline.KernelDeadline;
import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.stub.Architecture;
import dev.lastcall.signal.stub.SignalPage;
import dev.lastcall.signal.stub.SignalRing;
import dev.lastcall.signal.stub.Stub;

/**
 * {@link SignalBridge} over {@code sigaction}: the kernel calls machine code of ours,
 * which notes the signal and wakes the reader. Thread-safe; this object's lock guards
 * what is installed and is never held while a listener is called.
 */
public final class NativeSignalBridge implements SignalBridge {

	/**
	 * How long {@code close} waits for signals that were recorded before it: the reader
	 * needs microseconds, and a listener that hangs must not hang the caller too.
	 */
	private static final long CLOSE_NANOS = 1_000_000_000;

	private final NativeSettings settings;

	private final SignalPage page;

	private final SignalHandlers handlers;

	private final SignalDispatcher dispatcher;

	private final WakeUp wakeUp;

	private final SignalReader reader;

	private final Escalation escalation;

	private final KernelDeadline deadline;

	private NativeSignalBridge(Architecture architecture, Libc libc, LibcSignals signals, NativeSettings settings,
			BiConsumer<PosixSignal, Throwable> failures) {
		this.settings = settings;
		this.page = SignalPage.create(libc);
		Stub stub = Stub.create(architecture, libc, this.page.address());
		this.handlers = new SignalHandlers(signals, this.page, stub);
		this.deadline = new KernelDeadline(architecture, libc, signals, this.page.address(), stub);
		this.escalation = new Escalation(this.page, this.handlers);
		this.dispatcher = new SignalDispatcher(new ToolsSignals(this.handlers), this.handlers::passOn, failures);
		this.wakeUp = new WakeUp(libc, this.page);
		this.reader = new SignalReader(this.wakeUp, this.page, this.dispatcher);
	}

	/**
	 * Sets the native tier up, and proves with a signal of its own that it works.
	 * @param settings what the application wants
	 * @param failures hears of listeners that throw
	 * @return the bridge
	 * @throws NativeUnavailableException if this does not work here
	 */
	public static NativeSignalBridge create(NativeSettings settings, BiConsumer<PosixSignal, Throwable> failures)
			throws NativeUnavailableException {
		Architecture architecture = Architecture.of(System.getProperty("os.name"), System.getProperty("os.arch"))
			.orElseThrow(() -> new NativeUnavailableException("there is none for %s on %s"
				.formatted(System.getProperty("os.name"), System.getProperty("os.arch")), null));
		try {
			Libc libc = new Libc();
			LibcSignals signals = new LibcSignals(libc, architecture.readBackCall());
			NativeSignalBridge bridge = new NativeSignalBridge(architecture, libc, signals, settings, failures);
			bridge.reader.start();
			SelfProbe.run(bridge, signals);
			bridge.deadline.open();
			return bridge;
		}
		catch (Throwable ex) {
			throw NativeUnavailableException.because(ex);
		}
	}

	@Override
	public SignalTier tier() {
		return SignalTier.NATIVE;
	}

	@Override
	public void prepareExit() {
		this.wakeUp.poll();
	}

	@Override
	public synchronized SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		int number = signal.number();
		if (this.reader.isDead()) {
			return new UntakenSignal(signal, Disposition.REFUSED);
		}
		if (this.handlers.isInstalled(number)) {
			this.dispatcher.get(number).ifPresent((listeners) -> listeners.add(listener));
			return new TakenSignal(this, signal, listener);
		}
		SignalAction previous = this.handlers.action(number);
		Optional<Disposition> obstacle = this.settings.obstacle(signal, previous);
		if (obstacle.isPresent() || !this.handlers.mayReplace(number, previous)) {
			return new UntakenSignal(signal, obstacle.orElse(Disposition.REFUSED));
		}
		// Everything is in its place before the first signal can come.
		this.dispatcher.set(number, new Listeners(signal, lane, listener));
		if (!this.handlers.install(number, previous, this.settings.flags(signal, lane, previous))) {
			this.dispatcher.set(number, null);
			return new UntakenSignal(signal, Disposition.REFUSED);
		}
		if (this.reader.isDead()) {
			this.page.passAll();
		}
		return new TakenSignal(this, signal, listener);
	}

	void unregister(PosixSignal signal, SignalListener listener) {
		int number = signal.number();
		boolean last;
		synchronized (this) {
			Listeners listeners = this.dispatcher.get(number).orElse(null);
			last = listeners != null && listeners.isOnly(listener);
			if (listeners != null && !last) {
				listeners.remove(listener);
			}
			if (last) {
				// New signals are the previous owner's now. One that a thread is just
				// recording finds its listener, or none, and is then passed on.
				this.handlers.giveBack(number);
			}
		}
		if (last) {
			// Outside of the lock, because a listener may be registering another signal.
			this.reader.awaitRound(CLOSE_NANOS);
			synchronized (this) {
				if (!this.handlers.isInstalled(number)) {
					this.dispatcher.set(number, null);
				}
			}
		}
	}

	/**
	 * The handlers in the kernel.
	 * @return those of all signals, ours and others
	 */
	public SignalHandlers handlers() {
		return this.handlers;
	}

	/**
	 * Ends the threads, if no signal is installed. The memory stays.
	 */
	public synchronized void rest() {
		if (this.handlers.hasNone()) {
			this.deadline.rest();
			this.reader.rest();
			this.dispatcher.rest();
		}
	}

	/**
	 * Starts the threads again.
	 */
	public synchronized void resume() {
		this.dispatcher.resume();
		this.reader.start();
		this.deadline.open();
	}

	/**
	 * How often the kernel delivered a signal since it was first registered.
	 * @param number the number of the signal
	 * @return the number; several standard signals that are pending at once are one
	 */
	public long count(int number) {
		return this.page.count(number);
	}

	/**
	 * The last signal of a kind.
	 * @param number the number of the signal
	 * @return the event, or empty if none came
	 */
	public Optional<SignalEvent> last(int number) {
		return this.dispatcher.last(number);
	}

	/**
	 * The ring.
	 * @return its state can be read at any time
	 */
	public SignalRing ring() {
		return this.page.ring();
	}

	/**
	 * How long signals took to be heard.
	 * @return the times so far
	 */
	public SignalLag lag() {
		return this.dispatcher.lag();
	}

	/**
	 * Makes HotSpot write its thread dump to the standard output.
	 */
	public void requestDump() {
		this.handlers.callPrevious(PosixSignal.QUIT.number());
	}

	/**
	 * Whether the reader has ended, so that every signal is the JVM's again.
	 * @return {@code true} if a lower tier must do
	 */
	public boolean isDead() {
		return this.reader.isDead();
	}

	/**
	 * The terminations that the reader does not take.
	 * @return what becomes of them
	 */
	public Escalation escalation() {
		return this.escalation;
	}

	/**
	 * The deadline of the process that the kernel keeps.
	 * @return not armed until somebody does
	 */
	@Override
	public KernelDeadline deadline() {
		return this.deadline;
	}

}
