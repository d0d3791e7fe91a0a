package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Log;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ReadinessDrainTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final AtomicBoolean leaving = new AtomicBoolean();

	private final ReadinessDrain drain = new ReadinessDrain(this.context, ReadinessPolicy.IMMEDIATE, this.leaving::get);

	private final List<Object> published = new ArrayList<>();

	@BeforeEach
	void start() {
		this.context.registerBean(ApplicationAvailabilityBean.class);
		this.context.registerBean(ReadinessDrain.class, () -> this.drain);
		this.context.addApplicationListener((ApplicationListener<ApplicationEvent>) this::record);
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void drainRefusesTrafficInItsStage() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.drain.name()).isEqualTo("readiness");
		assertThat(this.drain.stage()).isEqualTo(Stage.ANNOUNCE);
		drain();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		assertThat(this.published).containsExactly(ReadinessState.ACCEPTING_TRAFFIC, ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void drainSaysNothingTwice() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		drain();
		drain();
		assertThat(this.published).containsExactly(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void drainSpeaksAgainIfTrafficWasAcceptedAgain() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		drain();
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void applicationThatWasNeverReadyHasAcceptedNothing() {
		assertThat(this.drain.hasAccepted()).isFalse();
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, LivenessState.CORRECT);
		assertThat(this.drain.hasAccepted()).isFalse();
	}

	@Test
	void acceptedTrafficIsRememberedWhenItIsRefusedLater() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		drain();
		assertThat(this.drain.hasAccepted()).isTrue();
	}

	@Test
	void livenessIsLeftAlone() {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, LivenessState.CORRECT);
		drain();
		assertThat(this.context.getBean(ApplicationAvailability.class).getLivenessState())
			.isEqualTo(LivenessState.CORRECT);
	}

	@Test
	void policyChoosesTheStage() {
		assertThat(stageOf(ReadinessPolicy.IMMEDIATE)).isEqualTo(Stage.ANNOUNCE);
		assertThat(stageOf(ReadinessPolicy.AFTER_LINGER)).isEqualTo(Stage.SOURCES);
	}

	private Stage stageOf(ReadinessPolicy policy) {
		return new ReadinessDrain(this.context, policy, this.leaving::get).stage();
	}

	@Test
	void applicationThatAcceptsTrafficWhileItLeavesIsContradicted(CapturedOutput output) {
		leave();
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(readiness()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		assertThat(Log.lines(output, ReadinessDrain.class)).containsExactly(
				"WARN The application accepts traffic again while it is leaving; its readiness refuses it again.");
	}

	@Test
	void applicationThatDoesNotLeaveMayAcceptTrafficAgain() {
		leave();
		this.leaving.set(false);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
	}

	@Test
	void applicationMayAcceptTrafficUntilItsReadinessIsDue() {
		this.leaving.set(true);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(readiness()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
	}

	@Test
	void applicationThatContradictsEachTimeHasTheLastWord(CapturedOutput output) {
		this.context.addApplicationListener((ApplicationListener<ApplicationEvent>) (event) -> {
			if (event instanceof AvailabilityChangeEvent<?> change
					&& change.getState() == ReadinessState.REFUSING_TRAFFIC) {
				AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
			}
		});
		leave();
		assertThat(Log.lines(output, ReadinessDrain.class)).hasSize(4)
			.endsWith("WARN The application insists on accepting traffic while it is leaving; it is left to it.");
	}

	private void leave() {
		this.leaving.set(true);
		drain();
	}

	private ReadinessState readiness() {
		return this.context.getBean(ApplicationAvailability.class).getReadinessState();
	}

	private void record(ApplicationEvent event) {
		if (event instanceof AvailabilityChangeEvent<?> change && change.getState() instanceof ReadinessState) {
			this.published.add(change.getState());
		}
	}

	private void drain() {
		this.drain.drain(DrainContext.root(Deadline.after(Duration.ofSeconds(1), Ticker.system()), Ticker.system()));
	}

}
