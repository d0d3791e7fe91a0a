package dev.lastcall.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Scope;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.WorkContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class DrainContextTaskDecoratorTests {

	private final WorkContext work = new WorkContext(Ticker.system());

	private final DrainContext request = this.work.child(Duration.ofSeconds(5));

	private final DrainContextTaskDecorator decorator = new DrainContextTaskDecorator(this.work);

	private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

	@BeforeEach
	void start() {
		this.executor.setCorePoolSize(1);
		this.executor.setTaskDecorator(this.decorator);
		this.executor.initialize();
	}

	@AfterEach
	void stop() {
		this.executor.shutdown();
	}

	@Test
	void taskTakesOverTheContextOfTheThreadThatSubmitsIt() throws Exception {
		try (Scope scope = this.request.bind()) {
			assertThat(scope).isNotNull();
			assertThat(run(DrainContext::current)).isSameAs(this.request);
		}
	}

	@Test
	void taskOfAThreadWithoutAContextGetsThatOfWork() throws Exception {
		assertThat(run(DrainContext::current)).isSameAs(this.work);
	}

	@Test
	void taskThatATaskSubmitsTakesOverItsContext() throws Exception {
		try (Scope scope = this.request.bind()) {
			assertThat(scope).isNotNull();
			assertThat(run(() -> this.executor.submit(DrainContext::current)).get(10, TimeUnit.SECONDS))
				.isSameAs(this.request);
		}
	}

	@Test
	void threadOfThePoolIsCleanAfterwards() throws Exception {
		try (Scope scope = this.request.bind()) {
			assertThat(scope).isNotNull();
			run(DrainContext::current);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> run(() -> {
				throw new IllegalStateException("broken");
			}));
		}
		assertThat(runUndecorated()).isSameAs(DrainContext.unending());
	}

	@Test
	void taskThatThrowsLeavesTheThreadAsItWas() {
		Runnable task = this.decorator.decorate(() -> {
			throw new IllegalStateException("broken");
		});
		try (Scope scope = this.request.bind()) {
			assertThat(scope).isNotNull();
			assertThatIllegalStateException().isThrownBy(task::run);
			assertThat(DrainContext.current()).isSameAs(this.request);
		}
		assertThat(DrainContext.current()).isSameAs(DrainContext.unending());
	}

	private <T> T run(Callable<T> task) throws Exception {
		return this.executor.submit(task).get(10, TimeUnit.SECONDS);
	}

	private DrainContext runUndecorated() throws Exception {
		// The queue of the pool itself is behind the decorator.
		FutureTask<DrainContext> task = new FutureTask<>(DrainContext::current);
		this.executor.getThreadPoolExecutor().getQueue().add(task);
		return task.get(10, TimeUnit.SECONDS);
	}

}
