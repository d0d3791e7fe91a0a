package dev.lastcall.sample.fulfilment;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.lastcall.sample.OrderDatabase;
import dev.lastcall.sample.invoice.TestInvoices;

import static org.assertj.core.api.Assertions.assertThat;

class FulfilmentQueueTests {

	private final OrderDatabase database = new OrderDatabase();

	private final QueuedExecutor executor = new QueuedExecutor(1);

	private final FulfilmentQueue queue = queue(this.executor);

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void submittedOrderIsFulfilled() {
		long orderId = this.database.addOrder();
		assertThat(this.queue.submit(orderId)).isTrue();
		assertThat(this.queue.inFlight()).containsExactly(orderId);
		this.executor.runAll();
		assertThat(this.database.status(orderId)).isEqualTo("FULFILLED");
		assertThat(this.queue.inFlight()).isEmpty();
	}

	@Test
	void orderIsQueuedOnce() {
		long orderId = this.database.addOrder();
		assertThat(this.queue.submit(orderId)).isTrue();
		assertThat(this.queue.submit(orderId)).isFalse();
		assertThat(this.executor.size()).isOne();
	}

	@Test
	void rejectedOrderStaysPendingAndCanBeSubmittedAgain() {
		long first = this.database.addOrder();
		long second = this.database.addOrder();
		this.queue.submit(first);
		assertThat(this.queue.submit(second)).isFalse();
		assertThat(this.queue.inFlight()).containsExactly(first);
		this.executor.runAll();
		assertThat(this.database.status(second)).isEqualTo("PENDING");
		assertThat(this.queue.submit(second)).isTrue();
		this.executor.runAll();
		assertThat(this.database.status(second)).isEqualTo("FULFILLED");
	}

	@Test
	void orderStaysPendingWhenExecutorIsShutDown() {
		ThreadPoolTaskExecutor closed = new ThreadPoolTaskExecutor();
		closed.initialize();
		closed.shutdown();
		FulfilmentQueue queue = queue(closed);
		long orderId = this.database.addOrder();
		assertThat(queue.submit(orderId)).isFalse();
		assertThat(queue.inFlight()).isEmpty();
		assertThat(this.database.status(orderId)).isEqualTo("PENDING");
	}

	private FulfilmentQueue queue(TaskExecutor executor) {
		return new FulfilmentQueue(executor, new Fulfilment(new PendingOrders(this.database.client()),
				new TestInvoices(this.database).outbox(), new FulfilmentProperties(1, 1, 0, Duration.ZERO)));
	}

}
