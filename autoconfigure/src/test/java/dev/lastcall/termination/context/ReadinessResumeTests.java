package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of the readiness when it is undone that it refused traffic.
 */
class ReadinessResumeTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final AtomicBoolean leaving = new AtomicBoolean();

	private ReadinessDrain drain;

	@BeforeEach
	void start() {
		this.context.registerBean(ApplicationAvailabilityBean.class);
		this.context.refresh();
		start(ReadinessPolicy.IMMEDIATE);
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void applicationAcceptsAgain() {
		drain();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
	}

	@Test
	void applicationAcceptsAgainEachTime() {
		for (int time = 0; time < 2; time++) {
			drain();
			assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			this.drain.resume();
			assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

	@Test
	void applicationThatRefusedBeforeGoesOnRefusing() {
		say(ReadinessState.REFUSING_TRAFFIC);
		drain();
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void applicationThatRefusedMeanwhileGoesOnRefusing() {
		drain();
		say(ReadinessState.REFUSING_TRAFFIC);
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void applicationThatChangedItsMindMeanwhileGoesOnRefusing() {
		drain();
		say(ReadinessState.ACCEPTING_TRAFFIC);
		say(ReadinessState.REFUSING_TRAFFIC);
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void secondResumeSaysNothing() {
		drain();
		this.drain.resume();
		say(ReadinessState.REFUSING_TRAFFIC);
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void drainThatFailedInAListenerIsUndone() {
		AtomicBoolean broken = new AtomicBoolean(true);
		this.context.addApplicationListener((ApplicationListener<ApplicationEvent>) (event) -> {
			if (event instanceof AvailabilityChangeEvent<?> && broken.get()) {
				throw new IllegalStateException("no registry");
			}
		});
		assertThatIllegalStateException().isThrownBy(this::drain);
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		broken.set(false);
		this.drain.resume();
		assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
	}

	@ParameterizedTest
	@EnumSource(names = { "IMMEDIATE", "AFTER_LINGER" })
	void applicationIsNotContradictedUntilItsReadinessIsDueAgain(ReadinessPolicy policy) {
		start(policy);
		drain();
		this.drain.resume();
		this.leaving.set(true);
		say(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		drain();
		say(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	private void start(ReadinessPolicy policy) {
		if (this.drain != null) {
			this.context.removeApplicationListener(this.drain);
		}
		this.drain = new ReadinessDrain(this.context, policy, this.leaving::get);
		this.context.addApplicationListener(this.drain);
		say(ReadinessState.ACCEPTING_TRAFFIC);
	}

	private void drain() {
		this.drain.drain(DrainContext.root(Deadline.after(Duration.ofSeconds(1), this.ticker), this.ticker));
	}

	private void say(ReadinessState state) {
		AvailabilityChangeEvent.publish(this.context, state);
	}

	private ReadinessState readiness() {
		return this.context.getBean(ApplicationAvailability.class).getReadinessState();
	}

}
