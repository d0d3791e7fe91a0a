package dev.lastcall.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.Http;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server, its tasks and its jobs in a termination on the clock of the system: each sees
 * that there is no deadline, then how its time runs out, and then why it is cancelled.
 */
@Timeout(60)
class ContextsInTerminationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void everythingThatWorksSeesItsTimeRunOutAndWhy() throws Exception {
		assertThat(assertThatAllSeeTheEnd().delayIsBound).isTrue();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void everythingThatWorksOnVirtualThreadsSeesItsTimeRunOutAndWhy() throws Exception {
		assertThatAllSeeTheEnd("--spring.threads.virtual.enabled=true");
	}

	private static Shop assertThatAllSeeTheEnd(String... arguments) throws Exception {
		try (ConfigurableApplicationContext context = start(arguments)) {
			Shop shop = context.getBean(Shop.class);
			assertThat(shop.injected).isSameAs(context.getBean("lastcallWorkContext"));
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			shop.task.run(shop.async);
			Background<String> response = Background.call("client", () -> Http.get(port, "/watch").body());
			assertThat(shop.watching.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			Closing closing = Closing.of(context);
			shop.all()
				.forEach((watch) -> assertThat(watch.seen).succeedsWithin(PATIENCE)
					.satisfies(ContextsInTerminationTests::assertSawTheEnd));
			assertThat(response.result()).isEqualTo("watched");
			closing.awaitEnd();
			return shop;
		}
	}

	private static void assertSawTheEnd(Seen seen) {
		assertThat(seen.endlessAtFirst()).isTrue();
		// A grace period of 2 s without any reserve, and a tenth of it to heed.
		assertThat(seen.atTheBeginning()).isBetween(Duration.ofMillis(1000), Duration.ofSeconds(2));
		assertThat(seen.atTheEnd()).isLessThan(Duration.ofMillis(210)).isLessThan(seen.atTheBeginning());
		assertThat(seen.reason().cause()).isEqualTo(Cause.DEADLINE);
		assertThat(seen.reason().message()).startsWith("The deadline of the stage 'work' is ");
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("server.port", "0", "spring.task.scheduling.pool.size", "3",
				"lastcall.budget.grace-period", "2s", "lastcall.budget.margin", "0s", "lastcall.reserve.sinks", "0s",
				"lastcall.reserve.close", "0s"));
		return application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableScheduling
	static class Application {

		@Bean
		Task task() {
			return new Task();
		}

		@Bean
		Shop shop(DrainContext work, Task task) {
			return new Shop(work, task);
		}

	}

	@RestController
	static class Shop {

		private final CountDownLatch watching = new CountDownLatch(4);

		private final DrainContext injected;

		private final Task task;

		private final Watch request = new Watch(this.watching);

		private final Watch async = new Watch(this.watching);

		private final Watch rate = new Watch(this.watching);

		private final Watch delay = new Watch(this.watching);

		private volatile boolean delayIsBound;

		Shop(DrainContext work, Task task) {
			this.injected = work;
			this.task = task;
		}

		@GetMapping("/watch")
		String watch(DrainContext context) throws InterruptedException {
			DrainContext current = DrainContext.current();
			assertThat(current).isSameAs(context);
			this.request.watch(context);
			return "watched";
		}

		@Scheduled(fixedRate = 1, timeUnit = TimeUnit.DAYS)
		void rate() throws InterruptedException {
			this.rate.watch(DrainContext.current());
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void delay() throws InterruptedException {
			// Spring decorates no task on the thread that has all jobs with a fixed delay
			// when threads are virtual.
			this.delayIsBound = DrainContext.current() == this.injected;
			this.delay.watch(this.injected);
		}

		private Stream<Watch> all() {
			return Stream.of(this.request, this.async, this.rate, this.delay);
		}

	}

	static class Task {

		@Async
		void run(Watch watch) throws InterruptedException {
			watch.watch(DrainContext.current());
		}

	}

	/**
	 * Somebody who works until he is told to stop.
	 */
	private static final class Watch {

		private final CountDownLatch watching;

		private final CompletableFuture<Seen> seen = new CompletableFuture<>();

		private Watch(CountDownLatch watching) {
			this.watching = watching;
		}

		private void watch(DrainContext context) throws InterruptedException {
			boolean endless = context.deadline().isNever();
			this.watching.countDown();
			context.await(() -> !context.deadline().isNever());
			Duration first = context.remaining();
			context.await(context::isCancelled);
			context.cancellation()
				.ifPresent((reason) -> this.seen.complete(new Seen(endless, first, context.remaining(), reason)));
		}

	}

	/**
	 * What a context told.
	 */
	private record Seen(boolean endlessAtFirst, Duration atTheBeginning, Duration atTheEnd, Cancellation reason) {
	}

}
