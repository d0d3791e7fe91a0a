package dev.lastcall.sample.invoice;

import org.springframework.stereotype.Component;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;

/**
 * Flushes the {@link InvoiceOutbox} after the last fulfilment, so that no invoice is lost
 * with the memory that it waits in.
 */
@Component
final class InvoiceDrain implements Drain {

	private final InvoiceOutbox outbox;

	InvoiceDrain(InvoiceOutbox outbox) {
		this.outbox = outbox;
	}

	@Override
	public String name() {
		return "invoices";
	}

	@Override
	public Stage stage() {
		return Stage.SINKS;
	}

	@Override
	public void drain(DrainContext context) {
		this.outbox.flush();
	}

	@Override
	public Remaining remaining() {
		return Remaining.of(this.outbox.size());
	}

}
