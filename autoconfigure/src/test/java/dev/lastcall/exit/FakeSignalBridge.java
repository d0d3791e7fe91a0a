package dev.lastcall.exit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ProcessDeadline;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SignalBridge} whose signals a test raises, on its own thread. A signal that was
 * on its way when its registration was closed still arrives.
 */
final class FakeSignalBridge implements SignalBridge {

	private final SignalTier tier;

	private final Map<PosixSignal, Disposition> dispositions = new HashMap<>();

	private final Map<PosixSignal, SignalListener> listeners = new HashMap<>();

	private final List<PosixSignal> registered = new ArrayList<>();

	private final List<String> deadlines = new CopyOnWriteArrayList<>();

	private final BlockingQueue<PosixSignal> closed = new LinkedBlockingQueue<>();

	FakeSignalBridge() {
		this(SignalTier.JDK);
	}

	FakeSignalBridge(SignalTier tier) {
		this.tier = tier;
	}

	FakeSignalBridge answering(PosixSignal signal, Disposition disposition) {
		this.dispositions.put(signal, disposition);
		return this;
	}

	@Override
	public SignalTier tier() {
		return this.tier;
	}

	@Override
	public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		this.listeners.put(signal, listener);
		this.registered.add(signal);
		return new FakeRegistration(signal, this.dispositions.getOrDefault(signal, Disposition.INSTALLED), this.closed);
	}

	@Override
	public ProcessDeadline deadline() {
		return new FakeDeadline(this.deadlines);
	}

	/**
	 * What the kernel was told about the end of the process.
	 */
	List<String> deadlines() {
		return this.deadlines;
	}

	void raise(PosixSignal signal) {
		this.listeners.get(signal).onSignal(SignalEvent.of(signal, 0));
	}

	List<PosixSignal> registered() {
		return this.registered;
	}

	List<PosixSignal> closed() {
		return new ArrayList<>(this.closed);
	}

	/**
	 * Waits for a registration to be closed, for at most ten seconds.
	 */
	PosixSignal awaitClosed() throws InterruptedException {
		PosixSignal signal = this.closed.poll(10, TimeUnit.SECONDS);
		assertThat(signal).as("a closed registration").isNotNull();
		return signal;
	}

	/**
	 * {@link SignalRegistration} of this bridge.
	 *
	 * @param signal the signal
	 * @param disposition what became of it
	 * @param closed where it is written down that it was closed
	 */
	private record FakeRegistration(PosixSignal signal, Disposition disposition,
			Collection<PosixSignal> closed) implements SignalRegistration {

		@Override
		public void close() {
			this.closed.add(this.signal);
		}

	}

	/**
	 * {@link ProcessDeadline} of this bridge.
	 *
	 * @param told where it is written down
	 */
	private record FakeDeadline(List<String> told) implements ProcessDeadline {

		@Override
		public void grant(long budget, int code) {
			this.told.add((budget != Long.MAX_VALUE) ? "grant %d ms or %d".formatted(budget / 1_000_000, code)
					: "grant no end");
		}

		@Override
		public boolean arm(long end, int code) {
			this.told.add("end at %d ms with %d".formatted(end / 1_000_000, code));
			return true;
		}

		@Override
		public void disarm() {
			this.told.add("never end");
		}

	}

}
