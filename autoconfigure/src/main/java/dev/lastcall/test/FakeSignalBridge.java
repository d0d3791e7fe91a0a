package dev.lastcall.test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.Jvm;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalTier;

/**
 * {@link SignalBridge} whose signals a test raises, in the place of the operating system,
 * and {@link Jvm} that ends in name only. As a bean of a test's application context it
 * replaces both: a termination runs as in production, up to the exit code, and the JVM of
 * the test lives on. For one application context. Thread-safe.
 */
public final class FakeSignalBridge implements SignalBridge, Jvm {

	private final List<FakeRegistration> open = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Integer> end = new CompletableFuture<>();

	private volatile boolean ending;

	/**
	 * Raises a signal whose sender is unknown, as in the tier {@code jdk}.
	 * @param signal the signal
	 * @throws IllegalStateException if nobody is registered for it
	 */
	public void raise(PosixSignal signal) {
		raise(signal, Optional.empty());
	}

	/**
	 * Raises a signal, as in the tier {@code native}. Its listeners are called on the
	 * calling thread before this returns; a termination has then begun, on a thread of
	 * its own.
	 * @param signal the signal
	 * @param sender who seems to have sent it
	 * @throws IllegalStateException if nobody is registered for it
	 */
	public void raise(PosixSignal signal, Sender sender) {
		raise(signal, Optional.of(sender));
	}

	private void raise(PosixSignal signal, Optional<Sender> sender) {
		List<FakeRegistration> heard = this.open.stream().filter((one) -> one.signal().equals(signal)).toList();
		if (heard.isEmpty()) {
			throw new IllegalStateException("Nobody is registered for %s, only for %s; a signal needs a property "
				.formatted(signal, registered()) + "'lastcall.signals.*' or a bean that is a SignalHandler.");
		}
		endIf(heard.stream().anyMatch(FakeRegistration::isTerminating));
		long now = Ticker.system().nanos();
		heard.forEach((one) -> one.tell(new SignalEvent(signal, now, sender, 1)));
	}

	/**
	 * The signals that are registered now: those that terminate from the start of the
	 * application on, the others once it is ready.
	 * @return each signal once, in the order of their registration
	 */
	public List<PosixSignal> registered() {
		return this.open.stream().map(FakeRegistration::signal).distinct().toList();
	}

	/**
	 * Waits for the end of the process, which is the last thing that a termination does.
	 * @param limit how long to wait
	 * @return the exit code with which the process would have ended
	 * @throws IllegalStateException if it does not end in time
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	public int exitCode(Duration limit) throws InterruptedException {
		try {
			return this.end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new IllegalStateException("The process did not end within %d ms.".formatted(limit.toMillis()), ex);
		}
	}

	/**
	 * Whether the process would have ended by now.
	 * @return {@code false} before the end of a termination by signal
	 */
	public boolean hasExited() {
		return this.end.isDone();
	}

	/**
	 * Whether a signal that terminates was raised, or the application context was closed
	 * otherwise.
	 * @return {@code false} while the application is to live on
	 */
	public boolean isEnding() {
		return this.ending;
	}

	@Override
	public SignalTier tier() {
		return SignalTier.NATIVE;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		FakeRegistration registration = new FakeRegistration(signal, lane, listener, this::close);
		this.open.add(registration);
		return registration;
	}

	private void endIf(boolean terminating) {
		if (terminating) {
			this.ending = true;
		}
	}

	private void close(FakeRegistration registration) {
		endIf(registration.isTerminating());
		this.open.remove(registration);
	}

	@Override
	public List<SignalRegistration> registrations() {
		return List.copyOf(this.open);
	}

	// The first end counts: after it a process does nothing more.
	@Override
	public void exit(int code) {
		this.end.complete(code);
	}

	@Override
	public void halt(int code) {
		this.end.complete(code);
	}

	@Override
	public boolean onShutdown(Thread hook) {
		return true;
	}

	@Override
	public boolean isShuttingDown() {
		return false;
	}

	/**
	 * {@link SignalRegistration} of this bridge.
	 */
	private static final class FakeRegistration implements SignalRegistration {

		private final PosixSignal signal;

		private final SignalLane lane;

		private final SignalListener listener;

		private final Consumer<FakeRegistration> close;

		private FakeRegistration(PosixSignal signal, SignalLane lane, SignalListener listener,
				Consumer<FakeRegistration> close) {
			this.signal = signal;
			this.lane = lane;
			this.listener = listener;
			this.close = close;
		}

		private boolean isTerminating() {
			return this.lane == SignalLane.TERMINATION;
		}

		private void tell(SignalEvent event) {
			if (isTerminating()) {
				this.listener.onAlert(this.signal.number(), event.nanos());
			}
			this.listener.onSignal(event);
		}

		@Override
		public PosixSignal signal() {
			return this.signal;
		}

		@Override
		public Disposition disposition() {
			return Disposition.INSTALLED;
		}

		@Override
		public void close() {
			this.close.accept(this);
		}

	}

}
