package dev.lastcall.signal.handover;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;

/**
 * {@link SignalRegistration} in two tiers at once.
 */
final class TieredRegistration implements SignalRegistration {

	private final PosixSignal signal;

	private final SignalLane lane;

	private final SignalListener listener;

	private final SignalRegistration lower;

	private final Consumer<TieredRegistration> forget;

	private volatile @Nullable SignalRegistration upper;

	private boolean closed;

	TieredRegistration(PosixSignal signal, SignalLane lane, SignalListener listener, SignalRegistration lower,
			Consumer<TieredRegistration> forget) {
		this.signal = signal;
		this.lane = lane;
		this.listener = listener;
		this.lower = lower;
		this.forget = forget;
	}

	synchronized void handOver(SignalBridge upper) {
		if (!this.closed) {
			this.upper = upper.register(this.signal, this.lane, this.listener);
		}
	}

	@Override
	public PosixSignal signal() {
		return this.signal;
	}

	@Override
	public Disposition disposition() {
		SignalRegistration upper = this.upper;
		boolean better = upper != null && upper.disposition() == Disposition.INSTALLED;
		return better ? Disposition.INSTALLED : this.lower.disposition();
	}

	// The native handler first, so that the JVM's is in place again before it loses its
	// own.
	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		SignalRegistration upper = this.upper;
		if (upper != null) {
			upper.close();
		}
		this.lower.close();
		this.forget.accept(this);
	}

}
