package dev.lastcall.signal.nativetier;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.stub.SignalDetail;

/**
 * Brings signals to their listeners: dumps and events by the threads of their lanes,
 * terminations on the reader's thread, after the dumps of the same round have been handed
 * over. The reader calls the methods of {@link Hearer}; listeners may come and go on any
 * thread.
 */
final class SignalDispatcher implements Hearer {

	/**
	 * How often a termination is told again if a listener throws, for instance because
	 * the heap is exhausted, and how long to wait in between: a second in all.
	 */
	private static final int ATTEMPTS = 50;

	private static final long PAUSE_NANOS = 20_000_000;

	private final AtomicReferenceArray<@Nullable Listeners> listeners = new AtomicReferenceArray<>(
			PosixSignal.MAXIMUM + 1);

	private final AtomicReferenceArray<@Nullable SignalEvent> last = new AtomicReferenceArray<>(
			PosixSignal.MAXIMUM + 1);

	private final DeferredDetails terminations = new DeferredDetails();

	private final Consumer<SignalDetail> handOver = this::handOver;

	private final SignalLag lag = new SignalLag();

	private final LaneThread dumps = new LaneThread("dump", this::tell);

	private final LaneThread events = new LaneThread("event", this::tell);

	private final IntPredicate swallows;

	private final IntConsumer passOn;

	private final BiConsumer<PosixSignal, Throwable> failures;

	/**
	 * Creates the dispatcher.
	 * @param swallows whether a signal that came is nobody's business but the JVM's
	 * @param passOn gives a signal that nobody listens to any more to whom it belonged
	 * @param failures hears of listeners that throw
	 */
	SignalDispatcher(IntPredicate swallows, IntConsumer passOn, BiConsumer<PosixSignal, Throwable> failures) {
		this.swallows = swallows;
		this.passOn = passOn;
		this.failures = failures;
	}

	void set(int signal, @Nullable Listeners listeners) {
		this.listeners.set(signal, listeners);
	}

	Optional<Listeners> get(int signal) {
		return Optional.ofNullable(this.listeners.get(signal));
	}

	Optional<SignalEvent> last(int signal) {
		return Optional.ofNullable(this.last.get(signal));
	}

	SignalLag lag() {
		return this.lag;
	}

	void rest() {
		this.dumps.rest();
		this.events.rest();
	}

	void resume() {
		this.dumps.start();
		this.events.start();
	}

	long overflowed() {
		return this.dumps.overflowed() + this.events.overflowed();
	}

	@Override
	public void alert(long pending, long nanos) {
		for (long rest = pending; rest != 0; rest &= rest - 1) {
			Listeners listeners = this.listeners.get(Long.numberOfTrailingZeros(rest) + 1);
			if (listeners != null && listeners.lane() == SignalLane.TERMINATION
					&& listeners.signal().number() != PosixSignal.QUIT.number()) {
				listeners.alert(nanos);
			}
		}
	}

	@Override
	public boolean isUrgent(int signal) {
		Listeners listeners = this.listeners.get(signal);
		return listeners != null && listeners.lane() == SignalLane.TERMINATION;
	}

	@Override
	public void hear(SignalDetail detail) {
		if (detail.isKnown()) {
			this.lag.record(System.nanoTime() - detail.nanos());
		}
		if (!isUrgent(detail.signal()) || !this.terminations.add(detail)) {
			handOver(detail);
		}
	}

	@Override
	public void abandon(int signal) {
		this.passOn.accept(signal);
	}

	@Override
	public void flush() {
		this.terminations.drainTo(this.handOver);
	}

	// The only place where a signal could be lost, if there is no memory for its event:
	// so it is tried for a second, and then the signal is given to the JVM.
	private void handOver(SignalDetail detail) {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			try {
				offer(event(detail));
				return;
			}
			catch (Throwable ex) {
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
		this.passOn.accept(detail.signal());
	}

	private static SignalEvent event(SignalDetail detail) {
		Optional<Sender> sender = detail.isKnown() ? Optional.of(new Sender(detail.code(), detail.pid(), detail.uid()))
				: Optional.empty();
		return new SignalEvent(PosixSignal.numbered(detail.signal()), detail.nanos(), sender, detail.count());
	}

	private void offer(SignalEvent event) {
		int signal = event.signal().number();
		this.last.set(signal, event);
		Listeners listeners = this.listeners.get(signal);
		if (listeners == null) {
			this.passOn.accept(signal);
		}
		else if (listeners.lane() == SignalLane.TERMINATION) {
			tell(event);
		}
		else {
			((listeners.lane() == SignalLane.DUMP) ? this.dumps : this.events).offer(event);
		}
	}

	private void tell(SignalEvent event) {
		Listeners listeners = this.listeners.get(event.signal().number());
		if (this.swallows.test(event.signal().number())) {
			return;
		}
		if (listeners == null) {
			this.passOn.accept(event.signal().number());
			return;
		}
		listeners.tell(event, this.failures);
	}

}
