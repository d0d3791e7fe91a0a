package dev.lastcall.termination.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SteppedTicker ticker = new SteppedTicker();

	private final TerminationMetrics metrics = new TerminationMetrics(() -> this.registry, this::coordinator);

	private final Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(this.metrics), this.ticker);

	private final HeldDrain held = new HeldDrain("held", Stage.WORK);

	private Coordinator coordinator() {
		return this.coordinator;
	}

	@BeforeEach
	void prepare() {
		this.coordinator.prepare(List.of(this.held, new Broken()));
	}

	@AfterEach
	void end() {
		this.held.release();
		this.coordinator.begin(new Cause.ContextClose());
		assertThat(this.coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void stageGaugeIsOneForTheStageAndZeroForTheOthers() throws Exception {
		assertThat(stageThatIsOne()).isEqualTo("serving");
		this.coordinator.begin(new Cause.ContextClose());
		this.held.awaitBegun();
		assertThat(stageThatIsOne()).isEqualTo("work");
		this.held.release();
		assertThat(this.coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
		assertThat(stageThatIsOne()).isEqualTo("exit");
	}

	private String stageThatIsOne() {
		List<Stage> stages = Arrays.stream(Stage.values()).filter((stage) -> {
			double value = this.registry.get(TerminationMetrics.STAGE).tag("stage", stage.label()).gauge().value();
			assertThat(value).isIn(0.0, 1.0);
			return value == 1.0;
		}).toList();
		assertThat(stages).hasSize(1);
		return stages.get(0).label();
	}

	@Test
	void remainingTimeIsTheBudgetUntilATerminationUsesIt() throws Exception {
		assertThat(remainingSeconds()).isEqualTo(10);
		this.coordinator.begin(new Cause.ContextClose());
		this.held.awaitBegun();
		this.ticker.advance(Duration.ofSeconds(4));
		assertThat(remainingSeconds()).isEqualTo(6);
	}

	private double remainingSeconds() {
		return this.registry.get(TerminationMetrics.REMAINING).timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	void drainTellsWhatItHasLeft() {
		assertThat(remainingOf("held")).isOne();
		this.held.release();
		assertThat(remainingOf("held")).isZero();
	}

	@Test
	void drainThatCannotTellIsNotANumber() {
		assertThat(remainingOf("broken")).isNaN();
	}

	private double remainingOf(String drain) {
		return this.registry.get(TerminationMetrics.DRAIN_REMAINING).tag("drain", drain).gauge().value();
	}

	@Test
	void endedStageIsTimed() {
		Timer timer = this.registry.get(TerminationMetrics.STAGE_DURATION).tag("stage", "work").timer();
		assertThat(timer.count()).isZero();
		this.metrics.onEvent(new StageEnded(Stage.WORK, Duration.ofSeconds(3)));
		assertThat(timer.count()).isOne();
		assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	void endedDrainIsTimedByItsStatus() {
		for (DrainStatus status : List.of(DrainStatus.AT_REST, DrainStatus.FAILED, DrainStatus.ABANDONED)) {
			Timer timer = this.registry.get(TerminationMetrics.DRAIN_DURATION)
				.tags("drain", "held", "status", status.label())
				.timer();
			assertThat(timer.count()).isZero();
			this.metrics.onEvent(new DrainEnded(Stage.WORK, "held", status, Duration.ofSeconds(2), Remaining.nothing(),
					Optional.empty(), List.of()));
			assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
		}
	}

	@Test
	void terminationAddsNoMeter() {
		List<Meter.Id> before = ids();
		end();
		assertThat(ids()).containsExactlyInAnyOrderElementsOf(before);
	}

	private List<Meter.Id> ids() {
		return this.registry.getMeters().stream().map(Meter::getId).toList();
	}

	private static final class Broken implements Drain {

		@Override
		public String name() {
			return "broken";
		}

		@Override
		public Stage stage() {
			return Stage.SINKS;
		}

		@Override
		public void drain(DrainContext context) {
			throw new IllegalStateException("Broken");
		}

		@Override
		public Remaining remaining() {
			return Remaining.unknown();
		}

	}

}
