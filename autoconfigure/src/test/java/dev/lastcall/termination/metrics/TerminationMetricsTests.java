package dev.lastcall.termination.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
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
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class TerminationMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SteppedTicker ticker = new SteppedTicker();

	private final TerminationMetrics metrics = new TerminationMetrics(() -> Optional.of(this.registry),
			this::coordinator, this.ticker);

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

	@Test
	void predictionsAreNotNumbersBeforeATermination() {
		for (String name : List.of(OutlookMetrics.RATE, OutlookMetrics.TIME_TO_EMPTY, OutlookMetrics.IN_TIME,
				OutlookMetrics.OLDEST)) {
			assertThat(this.registry.get(name).tag("drain", "held").gauge().value()).isNaN();
		}
	}

	@Test
	void drainThatFinishesNothingHasAllItsPredictions() throws Exception {
		this.coordinator.begin(new Cause.ContextClose());
		this.held.awaitBegun();
		for (int i = 0; i < 4; i++) {
			this.ticker.awaitParked("lastcall-drain-watch", Duration.ofMillis(250));
			this.ticker.advance(Duration.ofMillis(250));
		}
		this.ticker.awaitParked("lastcall-drain-watch", Duration.ofMillis(250));
		assertThat(predicted(OutlookMetrics.RATE)).isZero();
		assertThat(predicted(OutlookMetrics.TIME_TO_EMPTY)).isInfinite();
		assertThat(predicted(OutlookMetrics.IN_TIME)).isOne();
	}

	private double predicted(String name) {
		return this.registry.get(name).tag("drain", "held").gauge().value();
	}

	private double remainingOf(String drain) {
		return this.registry.get(TerminationMetrics.DRAIN_REMAINING).tag("drain", drain).gauge().value();
	}

	@Test
	void stageAndDrainAreTimedWhileTheyRunAndAfterwards() throws Exception {
		assertThat(elapsed("stage", "work")).isZero();
		assertThat(elapsed("drain", "held")).isZero();
		this.coordinator.begin(new Cause.ContextClose());
		this.held.awaitBegun();
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(elapsed("stage", "work")).isEqualTo(2);
		assertThat(elapsed("drain", "held")).isEqualTo(2);
		end();
		this.ticker.advance(Duration.ofSeconds(5));
		assertThat(elapsed("stage", "work")).isEqualTo(2);
		assertThat(elapsed("drain", "held")).isEqualTo(2);
	}

	private double elapsed(String what, String name) {
		return this.registry.get("lastcall." + what + ".elapsed").tag(what, name).timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	void drainThatRunsAgainIsTimedFromItsLastBegin() {
		this.metrics.onEvent(new DrainBegan(Stage.WORK, "held"));
		this.ticker.advance(Duration.ofSeconds(3));
		this.metrics.onEvent(ended());
		this.metrics.onEvent(new DrainBegan(Stage.WORK, "held"));
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(elapsed("drain", "held")).isOne();
	}

	@Test
	void drainThatNobodyPreparedIsNotTimed() {
		assertThatNoException().isThrownBy(() -> this.metrics.onEvent(new DrainBegan(Stage.WORK, "unknown")));
	}

	private DrainEnded ended() {
		return new DrainEnded(Stage.WORK, "held", DrainStatus.AT_REST, Duration.ofSeconds(3), Remaining.nothing(),
				Optional.empty(), List.of());
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
