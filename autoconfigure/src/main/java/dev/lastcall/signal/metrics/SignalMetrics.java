package dev.lastcall.signal.metrics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.inspection.SignalInspection;

/**
 * {@link MeterBinder} for the signals of the process. What only the native tier knows
 * reads zero until that is there.
 */
public final class SignalMetrics implements MeterBinder {

	/**
	 * How often a signal came, as a counter.
	 */
	public static final String RECEIVED = "lastcall.signals.received";

	/**
	 * How signals are heard, as a gauge.
	 */
	public static final String TIER = "lastcall.signals.tier";

	/**
	 * How many details of signals wait, as a gauge.
	 */
	public static final String RING_DEPTH = "lastcall.signals.ring.depth";

	/**
	 * How many details of signals there is room for, as a gauge.
	 */
	public static final String RING_CAPACITY = "lastcall.signals.ring.capacity";

	/**
	 * How many details of signals were lost, as a counter.
	 */
	public static final String RING_DROPPED = "lastcall.signals.ring.dropped";

	/**
	 * How long signals took to be heard, as a timer.
	 */
	public static final String LAG = "lastcall.signals.lag";

	/**
	 * What keeps signals from the process, as a gauge.
	 */
	public static final String FINDINGS = "lastcall.signals.findings";

	private static final String SIGNALS = "signals";

	private final SignalInspection inspection;

	/**
	 * Creates the binder.
	 * @param inspection where the values come from
	 */
	public SignalMetrics(SignalInspection inspection) {
		this.inspection = inspection;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.inspection.purposes().keySet().forEach((signal) -> bindReceived(registry, signal));
		for (SignalTier tier : SignalTier.values()) {
			Gauge.builder(TIER, this.inspection, (it) -> (it.tier() == tier) ? 1 : 0)
				.description("Whether signals are heard in this way: 1 for the one in use, 0 for the others")
				.tag("tier", tier.label())
				.register(registry);
		}
		bindRing(registry);
		FunctionTimer
			.builder(LAG, this.inspection, (it) -> it.lag().count(), (it) -> it.lag().totalNanos(),
					TimeUnit.NANOSECONDS)
			.description("The time from the arrival of signals to the thread that reads them")
			.register(registry);
		for (Severity severity : Severity.values()) {
			Gauge.builder(FINDINGS, this.inspection, (it) -> count(it, severity))
				.description("What the last check found that may keep signals from the process")
				.baseUnit("findings")
				.tag("severity", severity.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	private void bindReceived(MeterRegistry registry, PosixSignal signal) {
		FunctionCounter.builder(RECEIVED, this.inspection, (it) -> it.received(signal))
			.description("The signals that came")
			.baseUnit(SIGNALS)
			.tag("signal", signal.name())
			.register(registry);
	}

	private void bindRing(MeterRegistry registry) {
		Gauge.builder(RING_DEPTH, this.inspection, (it) -> it.ring().depth())
			.description("The signals whose details wait to be read")
			.baseUnit(SIGNALS)
			.register(registry);
		Gauge.builder(RING_CAPACITY, this.inspection, (it) -> it.ring().capacity())
			.description("The signals whose details there is room for")
			.baseUnit(SIGNALS)
			.register(registry);
		FunctionCounter.builder(RING_DROPPED, this.inspection, (it) -> it.ring().dropped())
			.description("The signals whose details were lost because there was no room; the signals were not")
			.baseUnit(SIGNALS)
			.register(registry);
	}

	private static double count(SignalInspection inspection, Severity severity) {
		return inspection.lastFindings().stream().filter((finding) -> finding.severity() == severity).count();
	}

}
