package dev.lastcall.signal.context;

import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.drain.Threads;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;

/**
 * Lets the native tier take over, on a thread of its own, so that the start of the
 * application does not wait for it, and has the signals watched from then on. Whether it
 * is closed is guarded by this object's lock.
 */
public final class HandOver implements Runnable, AutoCloseable {

	private static final Log logger = LogFactory.getLog(HandOver.class);

	private final TieredSignalBridge bridge;

	private final NativeSettings settings;

	private final boolean wanted;

	private final SignalInspection inspection;

	private final Supplier<SignalWatch> watch;

	private boolean closed;

	/**
	 * Creates the hand-over.
	 * @param bridge the bridge
	 * @param settings what the application wants of the native tier
	 * @param wanted whether the application asked for the native tier by name
	 * @param inspection what is watched then
	 * @param watch gives the watch, when it is time
	 */
	public HandOver(TieredSignalBridge bridge, NativeSettings settings, boolean wanted, SignalInspection inspection,
			Supplier<SignalWatch> watch) {
		this.bridge = bridge;
		this.settings = settings;
		this.wanted = wanted;
		this.inspection = inspection;
		this.watch = watch;
	}

	@Override
	public void run() {
		Thread thread = Threads.daemon("signal-handover", this::handOver);
		thread.start();
	}

	// Whatever tier it is now, something may keep signals from it.
	private void handOver() {
		tryHandOver();
		synchronized (this) {
			if (!this.closed) {
				this.watch.get().add(this.inspection);
			}
		}
	}

	@Override
	public synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			this.watch.get().remove(this.inspection);
		}
	}

	private void tryHandOver() {
		try {
			boolean done = this.bridge
				.handOver(() -> NativeSignalBridge.create(this.settings, HandOver::listenerFailed));
			if (this.bridge.isAttached()) {
				logger.info("%s come another way: %s.".formatted(signals(), this.bridge.obstacle()));
			}
			else if (done) {
				logger.info("%s now come through tier 'native'.".formatted(signals()));
			}
			else {
				String line = "Signals stay with tier '%s'; tier 'native' is not used, because %s."
					.formatted(this.bridge.tier().label(), this.bridge.obstacle());
				if (this.wanted) {
					logger.warn(line);
				}
				else {
					logger.info(line);
				}
			}
		}
		catch (Throwable ex) {
			logger.warn("Signals stay with tier '%s'; tier 'native' failed.".formatted(this.bridge.tier().label()), ex);
		}
	}

	private String signals() {
		return this.bridge.registrations()
			.stream()
			.filter((registration) -> registration.disposition() == Disposition.INSTALLED)
			.map((registration) -> registration.signal().toString())
			.distinct()
			.collect(Collectors.joining(", "));
	}

	private static void listenerFailed(PosixSignal signal, Throwable failure) {
		logger.error("A listener of %s failed.".formatted(signal), failure);
	}

}
