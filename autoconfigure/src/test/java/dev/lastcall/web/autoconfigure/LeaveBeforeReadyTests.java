package dev.lastcall.web.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.DrainStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A SIGTERM that comes before the application is ready, while its runners run. Everybody
 * else lingers for a minute, which is longer than this test waits.
 */
@Timeout(60)
class LeaveBeforeReadyTests {

	private final HeldDrain sources = new HeldDrain("sources", Stage.SOURCES);

	@AfterEach
	void release() {
		this.sources.release();
	}

	@Test
	void processThatWasNeverReadyDoesNotLinger() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton("sources", this.sources),
				(context) -> context.getBeanFactory().registerSingleton("slow", new Slow(context, this.sources)));
		try (ConfigurableApplicationContext context = application.run("--server.port=0",
				"--lastcall.budget.grace-period=120s", "--lastcall.linger.minimum=60s",
				"--lastcall.linger.maximum=60s")) {
			assertThat(context.getBean(Coordinator.class).report().orElseThrow().drains())
				.filteredOn((drain) -> drain.name().equals("http-linger"))
				.singleElement()
				.satisfies((drain) -> {
					assertThat(drain.status()).isEqualTo(DrainStatus.AT_REST);
					assertThat(drain.elapsed()).isLessThan(Duration.ofSeconds(20));
				});
			this.sources.release();
		}
	}

	/**
	 * What the application has to do before it is ready.
	 */
	private record Slow(ConfigurableApplicationContext context, HeldDrain sources) implements ApplicationRunner {

		@Override
		public void run(ApplicationArguments arguments) throws Exception {
			assertThat(this.context.getBean(Coordinator.class).begin(new Cause.Signal("TERM", 15, ""))).isTrue();
			this.sources.awaitBegun();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
