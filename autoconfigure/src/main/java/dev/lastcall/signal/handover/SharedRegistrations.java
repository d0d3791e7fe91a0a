package dev.lastcall.signal.handover;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.jdk.JdkSignalBridge;

/**
 * The registrations of the lower tier: one for each signal, whoever listens to it. A
 * second one, or a close that is not the last, would put the JVM's handler in the place
 * of the native one, because {@code sun.misc.Signal} calls {@code sigaction} every time.
 * Thread-safe; this object's lock guards the map and is never held while a listener is
 * called.
 */
final class SharedRegistrations {

	private final SignalBridge bridge;

	private final Map<PosixSignal, Shared> all = new HashMap<>();

	SharedRegistrations(SignalBridge bridge) {
		this.bridge = bridge;
	}

	synchronized SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		Shared shared = this.all.get(signal);
		if (shared == null) {
			shared = new Shared(this.bridge, signal, lane, listener);
			this.all.put(signal, shared);
		}
		else {
			shared.listeners.add(listener);
		}
		return new Share(this, shared, listener);
	}

	synchronized Stream<PosixSignal> signals() {
		return List.copyOf(this.all.keySet()).stream();
	}

	synchronized void renew(PosixSignal signal) {
		Shared shared = this.all.get(signal);
		if (shared != null) {
			JdkSignalBridge.renew(shared.registration);
		}
	}

	private synchronized void close(Shared shared, SignalListener listener) {
		if (shared.listeners.size() > 1) {
			shared.listeners.remove(listener);
			return;
		}
		// The last listener stays: the JVM may have begun to tell us of a signal.
		shared.registration.close();
		this.all.remove(shared.registration.signal());
	}

	/**
	 * One registration of the lower tier.
	 */
	private static final class Shared {

		private final List<SignalListener> listeners;

		private final SignalRegistration registration;

		Shared(SignalBridge bridge, PosixSignal signal, SignalLane lane, SignalListener first) {
			this.listeners = new CopyOnWriteArrayList<>(List.of(first));
			this.registration = bridge.register(signal, lane, this::tell);
		}

		private void tell(SignalEvent event) {
			RuntimeException failure = null;
			for (SignalListener listener : this.listeners) {
				try {
					listener.onSignal(event);
				}
				catch (RuntimeException ex) {
					failure = ex;
				}
			}
			if (failure != null) {
				throw failure;
			}
		}

	}

	/**
	 * One listener's part of it. To be closed once.
	 *
	 * @param owner the registrations
	 * @param shared the registration
	 * @param listener the listener
	 */
	private record Share(SharedRegistrations owner, Shared shared,
			SignalListener listener) implements SignalRegistration {

		@Override
		public PosixSignal signal() {
			return this.shared.registration.signal();
		}

		@Override
		public Disposition disposition() {
			return this.shared.registration.disposition();
		}

		@Override
		public void close() {
			this.owner.close(this.shared, this.listener);
		}

	}

}
