package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Closing;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class ContextDrainTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Drain drain = new ContextDrain(this.context);

	@Test
	void contextIsClosedInItsStage() throws Exception {
		this.context.refresh();
		assertThat(this.drain.name()).isEqualTo("application-context");
		assertThat(this.drain.stage()).isEqualTo(Stage.CLOSE);
		this.drain.drain(lasting(Duration.ofSeconds(10)));
		assertThat(this.context.isActive()).isFalse();
	}

	@Test
	void drainWaitsForWhoeverClosesAlready() throws Exception {
		Slow slow = new Slow();
		Closing closing = closeUntilDestroyed(slow);
		FutureTask<Void> draining = new FutureTask<>(() -> {
			this.drain.drain(lasting(Duration.ofSeconds(10)));
			return null;
		});
		new Thread(draining, "draining").start();
		// Spring itself makes it wait for a tenth of a second.
		Awaitility.await().during(Duration.ofMillis(300)).until(() -> !draining.isDone());
		slow.goOn.countDown();
		assertThat(draining).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.context.isActive()).isFalse();
		closing.awaitEnd();
	}

	@Test
	void drainGivesUpAtItsDeadline() throws Exception {
		Slow slow = new Slow();
		Closing closing = closeUntilDestroyed(slow);
		this.drain.drain(lasting(Duration.ofMillis(200)));
		assertThat(this.context.isActive()).isTrue();
		slow.goOn.countDown();
		closing.awaitEnd();
	}

	private Closing closeUntilDestroyed(Slow slow) throws InterruptedException {
		this.context.registerBean(Slow.class, () -> slow);
		this.context.refresh();
		Closing closing = Closing.of(this.context);
		assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();
		return closing;
	}

	@Test
	void closedContextIsAtRest() throws Exception {
		this.context.refresh();
		this.context.close();
		this.drain.drain(lasting(Duration.ZERO));
		assertThat(this.context.isActive()).isFalse();
	}

	private static DrainContext lasting(Duration duration) {
		return DrainContext.root(Deadline.after(duration, Ticker.system()), Ticker.system());
	}

	private static final class Slow implements DisposableBean {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch goOn = new CountDownLatch(1);

		@Override
		public void destroy() throws InterruptedException {
			this.begun.countDown();
			this.goOn.await(10, TimeUnit.SECONDS);
		}

	}

}
