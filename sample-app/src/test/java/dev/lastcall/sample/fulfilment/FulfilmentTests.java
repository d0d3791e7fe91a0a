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
class FulfilmentTests {

	private final OrderDatabase database = new OrderDatabase();

	private final TestInvoices invoices = new TestInvoices(this.database);

	private final long orderId = this.database.addOrder();

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void fulfilledOrderHasInvoice() {
		fulfilment(Duration.ZERO).fulfil(this.orderId);
		assertThat(this.database.status(this.orderId)).isEqualTo("FULFILLED");
		assertThat(this.invoices.buffered()).isOne();
	}

	@Test
	void orderThatIsFulfilledTwiceHasOneInvoice() {
		fulfilment(Duration.ZERO).fulfil(this.orderId);
		fulfilment(Duration.ZERO).fulfil(this.orderId);
		assertThat(this.invoices.buffered()).isOne();
	}

	@Test
	void interruptedFulfilmentKeepsOrderPending() {
		Thread.currentThread().interrupt();
		fulfilment(Duration.ofHours(1)).fulfil(this.orderId);
		assertThat(Thread.interrupted()).as("interrupt restored").isTrue();
		assertThat(this.database.status(this.orderId)).isEqualTo("PENDING");
		assertThat(this.invoices.buffered()).isZero();
	}

	@Test
	void failedFulfilmentKeepsOrderPendingAndSaysSo(CapturedOutput output) {
		this.database.breakTable("orders");
		fulfilment(Duration.ZERO).fulfil(this.orderId);
		this.database.repairTable("orders");
		assertThat(this.database.status(this.orderId)).isEqualTo("PENDING");
		assertThat(this.invoices.buffered()).isZero();
		assertThat(output).contains("Order '" + this.orderId + "' stays PENDING because its fulfilment failed");
	}

	private Fulfilment fulfilment(Duration duration) {
		return new Fulfilment(new PendingOrders(this.database.client()), this.invoices.outbox(),
				new FulfilmentProperties(1, 1, 0, duration));
	}

}
