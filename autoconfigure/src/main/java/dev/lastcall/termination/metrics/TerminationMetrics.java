package dev.lastcall.termination.metrics;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.Prepared;
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
	 * How long drains took, as a timer.
	 */
	public static final String DRAIN_DURATION = "lastcall.drain.duration";

	/**
	 * How long stages took, as a timer.
	 */
	public static final String STAGE_DURATION = "lastcall.stage.duration";

	private final Supplier<MeterRegistry> registry;

	private final Supplier<Coordinator> coordinator;

	/**
	 * Creates the listener.
	 * @param registry gives the registry, when the drains are known
	 * @param coordinator gives the coordinator, when the drains are known
	 */
	public TerminationMetrics(Supplier<MeterRegistry> registry, Supplier<Coordinator> coordinator) {
		this.registry = registry;
		this.coordinator = coordinator;
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (event instanceof Prepared prepared) {
			bind(this.registry.get(), this.coordinator.get());
			prepared.drains().forEach((drain) -> bind(this.registry.get(), drain));
		}
		else if (event instanceof StageEnded stage) {
			stageTimer(this.registry.get(), stage.stage()).record(stage.elapsed());
		}
		else if (event instanceof DrainEnded drain) {
			drainTimer(this.registry.get(), drain.drain(), drain.status()).record(drain.elapsed());
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
		EnumSet.range(Stage.ANNOUNCE, Stage.CLOSE).forEach((stage) -> stageTimer(registry, stage));
	}

	private double nanosLeft(Coordinator coordinator) {
		return coordinator.deadline().map(Deadline::remaining).orElse(coordinator.budget().total()).toNanos();
	}

	private void bind(MeterRegistry registry, Drain drain) {
		gauge(DRAIN_REMAINING, drain, this::count).description("What the drain has left, if it can tell")
			.tag("drain", drain.name())
			.tag("stage", drain.stage().label())
			.register(registry);
		EnumSet.of(DrainStatus.AT_REST, DrainStatus.FAILED, DrainStatus.ABANDONED)
			.forEach((status) -> drainTimer(registry, drain.name(), status));
	}

	private double count(Drain drain) {
		return drain.remaining().count().isPresent() ? drain.remaining().count().getAsLong() : Double.NaN;
	}

	private <T> Gauge.Builder<T> gauge(String name, T subject, ToDoubleFunction<T> value) {
		return Gauge.builder(name, subject, value).strongReference(true);
	}

	private Timer stageTimer(MeterRegistry registry, Stage stage) {
		return Timer.builder(STAGE_DURATION)
			.description("The time that stages took")
			.tag("stage", stage.label())
			.register(registry);
	}

	private Timer drainTimer(MeterRegistry registry, String drain, DrainStatus status) {
		return Timer.builder(DRAIN_DURATION)
			.description("The time that drains took")
			.tag("drain", drain)
			.tag("status", status.label())
			.register(registry);
	}

}
