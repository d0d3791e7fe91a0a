package dev.lastcall.sample.invoice;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.sample.OrderDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InvoiceDrainTests {

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofMinutes(1), Ticker.system()),
			Ticker.system());

	private final OrderDatabase database = new OrderDatabase();

	private final TestInvoices invoices = new TestInvoices(this.database);

	private final InvoiceDrain drain = new InvoiceDrain(this.invoices.outbox());

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void runsAmongTheSinks() {
		assertThat(this.drain.name()).isEqualTo("invoices");
		assertThat(this.drain.stage()).isEqualTo(Stage.SINKS);
		assertThat(this.drain.after()).isEmpty();
	}

	@Test
	void writesWhatIsBuffered() {
		this.invoices.outbox().add(this.database.addOrder());
		this.invoices.outbox().add(this.database.addOrder());
		assertThat(this.drain.remaining()).isEqualTo(Remaining.of(2));
		this.drain.drain(this.context);
		assertThat(this.drain.remaining()).isEqualTo(Remaining.nothing());
		assertThat(this.invoices.written()).isEqualTo(2);
	}

	@Test
	void failsAndSaysWhatRemainsWhenDatabaseIsBroken() {
		this.invoices.outbox().add(this.database.addOrder());
		this.database.breakTable("invoices");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.drain.drain(this.context));
		assertThat(this.drain.remaining()).isEqualTo(Remaining.of(1));
	}

}
