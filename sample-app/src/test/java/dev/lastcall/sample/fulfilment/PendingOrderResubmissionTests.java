package dev.lastcall.sample.fulfilment;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.lastcall.sample.OrderDatabase;
import dev.lastcall.sample.invoice.TestInvoices;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PendingOrderResubmissionTests {

	private static final int CAPACITY = 2;

	private final OrderDatabase database = new OrderDatabase();

	private final PendingOrders orders = new PendingOrders(this.database.client());

	private final QueuedExecutor executor = new QueuedExecutor(CAPACITY);

	private final FulfilmentProperties properties = new FulfilmentProperties(1, 1, CAPACITY, Duration.ZERO);

	private final FulfilmentQueue queue = new FulfilmentQueue(this.executor,
			new Fulfilment(this.orders, new TestInvoices(this.database).outbox(), this.properties));

	private final PendingOrderResubmission resubmission = new PendingOrderResubmission(this.orders, this.queue,
			this.properties);

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void resubmitsOrderThatNobodyHas(CapturedOutput output) {
		long orderId = this.database.addOrder();
		this.resubmission.resubmit();
		this.executor.runAll();
		assertThat(this.database.status(orderId)).isEqualTo("FULFILLED");
		assertThat(output).contains("Resubmitted 1 of 1 pending orders that were not queued.");
	}

	@Test
	void leavesQueuedOrderAloneAndSaysNothing(CapturedOutput output) {
		this.queue.submit(this.database.addOrder());
		this.resubmission.resubmit();
		assertThat(this.executor.size()).isOne();
		assertThat(output).doesNotContain("Resubmitted");
	}

	@Test
	void leavesFulfilledOrderAloneAndSaysNothing(CapturedOutput output) {
		this.queue.submit(this.database.addOrder());
		this.executor.runAll();
		this.resubmission.resubmit();
		assertThat(this.executor.size()).isZero();
		assertThat(output).doesNotContain("Resubmitted");
	}

	@Test
	void resubmitsOldestFirstWhenQueueHasNoRoomForAll() {
		long first = this.database.addOrder();
		long second = this.database.addOrder();
		long third = this.database.addOrder();
		this.resubmission.resubmit();
		assertThat(this.queue.inFlight()).containsExactlyInAnyOrder(first, second);
		this.executor.runAll();
		this.resubmission.resubmit();
		assertThat(this.queue.inFlight()).containsExactly(third);
	}

	@Test
	void queuedOrdersDoNotHideForgottenOnes() {
		long first = this.database.addOrder();
		long second = this.database.addOrder();
		long forgotten = this.database.addOrder();
		this.queue.submit(first);
		this.queue.submit(second);
		this.resubmission.resubmit();
		assertThat(this.queue.inFlight()).doesNotContain(forgotten);
		this.executor.runOne();
		this.resubmission.resubmit();
		assertThat(this.queue.inFlight()).containsExactlyInAnyOrder(second, forgotten);
	}

}
