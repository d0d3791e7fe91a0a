package dev.lastcall.signal.context;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.handover.TieredSignalBridge;
import dev.lastcall.signal.inspection.SignalCheck;
import dev.lastcall.signal.inspection.SignalInspection;

/**
 * Looks every five seconds whether signals still come to us, and tells once what is wrong
 * and what to do about it. One per JVM, with one thread, {@code lastcall-signal-watch},
 * that exists while there are application contexts to look for. Thread-safe: this
 * object's lock guards its fields and is not held while looking.
 */
public final class SignalWatch {

	private static final Log logger = LogFactory.getLog(SignalWatch.class);

	/**
	 * Half of the ten seconds in which a take-over is to be found. The first look waits
	 * as long, so that it takes nothing from the start of the application.
	 */
	private static final long PERIOD = Duration.ofSeconds(5).toNanos();

	/**
	 * How long a termination may wait for the reader, which needs microseconds.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final TieredSignalBridge bridge;

	private final Ticker ticker;

	private final Map<SignalInspection, SignalCheck> checks = new LinkedHashMap<>();

	private @Nullable Thread thread;

	// The watching thread's.
	private volatile boolean failed;

	/**
	 * Creates the watch and no thread.
	 * @param bridge where signals come from
	 * @param ticker the clock
	 */
	public SignalWatch(TieredSignalBridge bridge, Ticker ticker) {
		this.bridge = bridge;
		this.ticker = ticker;
	}

	synchronized void add(SignalInspection inspection) {
		this.checks.put(inspection, new SignalCheck(inspection));
		if (this.thread == null) {
			Thread thread = Threads.daemon("signal-watch", this::run);
			this.thread = thread;
			thread.start();
		}
	}

	synchronized void remove(SignalInspection inspection) {
		this.checks.remove(inspection);
		if (this.checks.isEmpty()) {
			LockSupport.unpark(this.thread);
			this.thread = null;
		}
	}

	// One that is woken for no reason looks early, which does no harm.
	private void run() {
		this.ticker.park(PERIOD);
		while (isWanted(Thread.currentThread())) {
			look();
			// A pending interrupt would turn the wait into a spin.
			Thread.interrupted();
			this.ticker.park(PERIOD);
		}
	}

	private synchronized boolean isWanted(Thread thread) {
		return this.thread == thread;
	}

	private void look() {
		try {
			repair();
			escalate();
			Set<Finding> news = new LinkedHashSet<>();
			checks().forEach((check) -> news.addAll(check.run()));
			news.forEach(SignalWatch::tell);
		}
		catch (Throwable ex) {
			// The next look may do better, so this one must not be the last.
			if (!this.failed) {
				logger.warn("The signals could not be checked; this is said only once.", ex);
			}
			this.failed = true;
		}
	}

	private synchronized Collection<SignalCheck> checks() {
		return List.copyOf(this.checks.values());
	}

	// Before the others: what is to be given to the JVM must not get lost there.
	private void repair() {
		List<PosixSignal> repaired = this.bridge.repair();
		if (!repaired.isEmpty()) {
			logger.info(
					"Other Java code took %s by 'sun.misc.Signal' and gave it back, which made the JVM forget its handler behind tier 'native'. It is in place again."
						.formatted(repaired));
		}
	}

	private void escalate() {
		if (this.bridge.escalate(PATIENCE.toNanos())) {
			logger.error(
					"A signal that terminates was not taken for %d ms, because a listener hangs; it has been given to the JVM, which exits as it does without Last Call."
						.formatted(PATIENCE.toMillis()));
		}
	}

	// What start-up has warned of already, when it registered the signals, is no news.
	static void tell(Finding finding) {
		String line = "Finding '%s': %s %s".formatted(finding.id(), finding.evidence(), finding.remedy());
		if (finding.kind() == Kind.SIGNAL_IGNORED || finding.kind() == Kind.REDUCED_SIGNALS) {
			logger.debug(line);
			return;
		}
		switch (finding.severity()) {
			case ERROR -> logger.error(line);
			case WARNING -> logger.warn(line);
			case INFO -> tellGood(finding, line);
		}
	}

	// The end of what was an error is worth as much as its beginning.
	private static void tellGood(Finding finding, String line) {
		if (finding.kind() == Kind.SIGNAL_TAKEN_BACK) {
			logger.info(line);
		}
		else {
			logger.debug(line);
		}
	}

}
