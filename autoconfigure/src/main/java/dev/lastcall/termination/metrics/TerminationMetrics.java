package dev.lastcall.termination.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationListener;

/**
 * {@link TerminationListener} that keeps meters. All of them are registered when the
 * drains are known, because a meter that first appears in a termination is never scraped.
 */
public final class TerminationMetrics implements TerminationListener {

	/**
	 * In which stage the termination is, as a gauge.
	 */
	public static final String STAGE = "lastcall.termination.stage";

	/**
	 * The time left, as a gauge.
	 */
	public static final String REMAINING = "lastcall.termination.remaining";

	/**
	 * What a drain has left, as a gauge.
	 */
	public static final String DRAIN_REMAINING = "lastcall.drain.remaining";

	/**
	 * For how long a drain has run, as a gauge.
	 */
	public static final String DRAIN_ELAPSED = "lastcall.drain.elapsed";

	/**
	 * For how long a stage has run, as a gauge.
	 */
	public static final String STAGE_ELAPSED = "lastcall.stage.elapsed";

	// Written before the meters are registered, and only read afterwards.
	private final Map<Stage, Stopwatch> stages = new EnumMap<>(Stage.class);

	private final Map<String, Stopwatch> drains = new HashMap<>();

	private final Supplier<Optional<MeterRegistry>> registry;

	private final Supplier<Coordinator> coordinator;

	private final Ticker ticker;

	/**
	 * Creates the listener.
	 * @param registry gives the registry, when the drains are known, if there is one
	 * @param coordinator gives the coordinator, when the drains are known
	 * @param ticker the clock
	 */
	public TerminationMetrics(Supplier<Optional<MeterRegistry>> registry, Supplier<Coordinator> coordinator,
			Ticker ticker) {
		this.registry = registry;
		this.coordinator = coordinator;
		this.ticker = ticker;
	}

	@Override
	public void onPrepared(List<Drain> drains) {
		this.registry.get().ifPresent((it) -> {
			Coordinator coordinator = this.coordinator.get();
			OutlookMetrics outlooks = new OutlookMetrics(it, coordinator);
			bind(it, coordinator);
			drains.forEach((drain) -> {
				bind(it, drain);
				outlooks.bind(drain);
			});
		});
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (event instanceof StageBegan stage) {
			watch(this.stages.get(stage.stage()), Stopwatch::start);
		}
		else if (event instanceof StageEnded stage) {
			watch(this.stages.get(stage.stage()), Stopwatch::stop);
		}
		else if (event instanceof DrainBegan drain) {
			watch(this.drains.get(drain.drain()), Stopwatch::start);
		}
		else if (event instanceof DrainEnded drain) {
			watch(this.drains.get(drain.drain()), Stopwatch::stop);
		}
	}

	// There is none in a termination that begins before the application has started.
	private static void watch(@Nullable Stopwatch stopwatch, Consumer<Stopwatch> action) {
		if (stopwatch != null) {
			action.accept(stopwatch);
		}
	}

	private void bind(MeterRegistry registry, Coordinator coordinator) {
		TimeGauge.builder(REMAINING, coordinator, TimeUnit.NANOSECONDS, this::nanosLeft)
			.description("The time that a termination still has, or would have")
			.strongReference(true)
			.register(registry);
		EnumSet.allOf(Stage.class)
			.forEach((stage) -> gauge(STAGE, coordinator, (it) -> (it.stage() == stage) ? 1 : 0)
				.description("Whether the termination is in this stage: 1 for the one it is in, 0 for the others")
				.tag("stage", stage.label())
				.register(registry));
		EnumSet.range(Stage.ANNOUNCE, Stage.CLOSE).forEach((stage) -> bind(registry, stage));
	}

	private double nanosLeft(Coordinator coordinator) {
		return coordinator.deadline().map(Deadline::remaining).orElse(coordinator.budget().total()).toNanos();
	}

	private void bind(MeterRegistry registry, Drain drain) {
		gauge(DRAIN_REMAINING, drain, this::count).description("What the drain has left, if it can tell")
			.tag("drain", drain.name())
			.tag("stage", drain.stage().label())
			.register(registry);
		elapsed(DRAIN_ELAPSED, this.drains.computeIfAbsent(drain.name(), (name) -> new Stopwatch(this.ticker)))
			.description("For how long the drain has run, or took")
			.tag("drain", drain.name())
			.register(registry);
	}

	private void bind(MeterRegistry registry, Stage stage) {
		elapsed(STAGE_ELAPSED, this.stages.computeIfAbsent(stage, (it) -> new Stopwatch(this.ticker)))
			.description("For how long the stage has run, or took")
			.tag("stage", stage.label())
			.register(registry);
	}

	private static TimeGauge.Builder<Stopwatch> elapsed(String name, Stopwatch stopwatch) {
		return TimeGauge.builder(name, stopwatch, TimeUnit.NANOSECONDS, Stopwatch::nanos).strongReference(true);
	}

	private double count(Drain drain) {
		return drain.remaining().count().isPresent() ? drain.remaining().count().getAsLong() : Double.NaN;
	}

	private <T> Gauge.Builder<T> gauge(String name, T subject, ToDoubleFunction<T> value) {
		return Gauge.builder(name, subject, value).strongReference(true);
	}

}
