package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.context.ShutdownEndpoint;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.LivingJvm;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

	@Test
	void causeIsTheEndpointThatClosesTheContext() {
		start(new ContextCloseListener(this.context, this.coordinator, new LivingJvm(false), false));
		ShutdownEndpoint endpoint = new ShutdownEndpoint();
		endpoint.setApplicationContext(this.context);
		endpoint.shutdown();
		assertThat(this.coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.coordinator.report().orElseThrow().cause()).isEqualTo(new Cause.Endpoint("shutdown"));
	}

	@Test
	void causeIsTheClosingIfNothingElseIsKnown() {
		start(new ContextCloseListener(this.context, this.coordinator, new LivingJvm(false), false));
		this.context.close();
		assertThat(this.coordinator.report().orElseThrow().cause()).isEqualTo(new Cause.ContextClose());
	}

	@Test
	void causeIsTheFailureOfARunnerOfARealStart() {
		SpringApplication application = new SpringApplication(Unstartable.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.addInitializers(
				(starting) -> ((GenericApplicationContext) starting).registerBean(ContextCloseListener.class,
						() -> new ContextCloseListener(starting, this.coordinator, new LivingJvm(false), false)));
		assertThatIllegalStateException().isThrownBy(application::run).withMessage("no orders");
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

	@Configuration(proxyBeanMethods = false)
	static class Unstartable {

		@Bean
		ApplicationRunner orders() {
			return (arguments) -> {
				throw new IllegalStateException("no orders");
			};
		}

	}

}
