package dev.lastcall.termination.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.lastcall.drain.Drain;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.termination.report.ReportKeeper;

/**
 * {@link TerminationListener} that registers a meter of how the previous run ended, when
 * the application has started.
 */
public final class PreviousRunMetrics implements TerminationListener {

	/**
	 * How the previous run ended, as a gauge.
	 */
	public static final String PREVIOUS = "lastcall.termination.previous";

	private final Supplier<Optional<MeterRegistry>> registry;

	private final Supplier<ReportKeeper> reports;

	/**
	 * Creates the listener.
	 * @param registry gives the registry, when the application has started, if there is
	 * one
	 * @param reports gives what knows of the previous run, at the same time
	 */
	public PreviousRunMetrics(Supplier<Optional<MeterRegistry>> registry, Supplier<ReportKeeper> reports) {
		this.registry = registry;
		this.reports = reports;
	}

	@Override
	public void onPrepared(List<Drain> drains) {
		this.registry.get().ifPresent((it) -> bind(it, this.reports.get()));
	}

	private static void bind(MeterRegistry registry, ReportKeeper reports) {
		Arrays.stream(Outcome.values())
			.forEach((outcome) -> Gauge
				.builder(PREVIOUS, reports, (it) -> it.previous().filter(outcome::equals).isPresent() ? 1 : 0)
				.description(
						"Whether the previous termination ended in this way: 1 for the one that is known, 0 for the others")
				.tag("outcome", outcome.label())
				.strongReference(true)
				.register(registry));
	}

	@Override
	public void onEvent(TerminationEvent event) {
		// What happens now is the business of the next run.
	}

}
