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
import dev.lastcall.termination.report.PreviousRun;
import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.termination.report.ReportObserver;

/**
 * {@link TerminationListener} that registers a meter of how the previous run ended, when
 * the application has started.
 */
public final class PreviousRunMetrics implements TerminationListener, ReportObserver {

	/**
	 * How the previous run ended, as a gauge.
	 */
	public static final String PREVIOUS = "lastcall.termination.previous";

	private final Supplier<Optional<MeterRegistry>> registry;

	private volatile Optional<Outcome> previous = Optional.empty();

	/**
	 * Creates the listener.
	 * @param registry gives the registry, when the application has started, if there is
	 * one
	 */
	public PreviousRunMetrics(Supplier<Optional<MeterRegistry>> registry) {
		this.registry = registry;
	}

	@Override
	public void onPrepared(List<Drain> drains) {
		this.registry.get().ifPresent(this::bind);
	}

	private void bind(MeterRegistry registry) {
		Arrays.stream(Outcome.values())
			.forEach((outcome) -> Gauge
				.builder(PREVIOUS, this, (it) -> it.previous.filter(outcome::equals).isPresent() ? 1 : 0)
				.description(
						"Whether the previous termination ended in this way: 1 for the one that is known, 0 for the others")
				.tag("outcome", outcome.label())
				.strongReference(true)
				.register(registry));
	}

	@Override
	public void onPrevious(PreviousRun previous) {
		this.previous = Optional.of(previous.outcome());
	}

	@Override
	public void onProblem(String problem) {
		// The log tells.
	}

	@Override
	public void onEvent(TerminationEvent event) {
		// What happens now is the business of the next run.
	}

}
