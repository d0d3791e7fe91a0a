package dev.lastcall.signal.context;

import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.drain.Threads;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.signal.nativetier.NativeSignalBridge;

/**
 * Lets the native tier take over, on a thread of its own, so that the start of the
 * application does not wait for it.
 */
public final class HandOver implements Runnable {

	private static final Log logger = LogFactory.getLog(HandOver.class);

	private final TieredSignalBridge bridge;

	private final NativeSettings settings;

	private final boolean wanted;

	/**
	 * Creates the hand-over.
	 * @param bridge the bridge
	 * @param settings what the application wants of the native tier
	 * @param wanted whether the application asked for the native tier by name
	 */
	public HandOver(TieredSignalBridge bridge, NativeSettings settings, boolean wanted) {
		this.bridge = bridge;
		this.settings = settings;
		this.wanted = wanted;
	}

	@Override
	@SuppressWarnings("ThreadPriorityCheck")
	public void run() {
		Thread thread = Threads.daemon("signal-handover", this::handOver);
		thread.setPriority(Thread.MIN_PRIORITY);
		thread.start();
	}

	private void handOver() {
		try {
			boolean done = this.bridge
				.handOver(() -> NativeSignalBridge.create(this.settings, HandOver::listenerFailed));
			if (done) {
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
