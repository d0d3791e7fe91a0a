package dev.lastcall.termination.context;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ClosingCauseTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(), Ticker.system());

	@Test
	void causeIsTheEndOfATestInItsContext() {
		start(new ContextCloseListener(this.context, this.coordinator, new LivingJvm(true), true));
		this.context.close();
		assertThat(this.coordinator.report().orElseThrow().cause()).isEqualTo(new Cause.Test());
	}

	@Test
	void causeIsTheFailureOfTheStartOfThisContext() {
		ContextCloseListener listener = start(
				new ContextCloseListener(this.context, this.coordinator, new LivingJvm(false), false));
		listener.onApplicationEvent(failure(new GenericApplicationContext()));
		listener.onApplicationEvent(failure(this.context));
		this.context.close();
		assertThat(this.coordinator.report().orElseThrow().cause()).isEqualTo(new Cause.StartFailure());
	}

	private static ApplicationFailedEvent failure(ConfigurableApplicationContext context) {
		return new ApplicationFailedEvent(new SpringApplication(), new String[0], context,
				new IllegalStateException("no"));
	}

	private ContextCloseListener start(ContextCloseListener listener) {
		this.context.addApplicationListener(listener);
		this.context.refresh();
		return listener;
	}

}
