package dev.lastcall.sample.invoice;

import dev.lastcall.sample.OrderDatabase;

/**
 * The invoices of a test, for tests of other packages.
 */
public final class TestInvoices {

	private final InvoiceRepository repository;

	private final InvoiceOutbox outbox;

	public TestInvoices(OrderDatabase database) {
		this.repository = new InvoiceRepository(database.template(), database.transaction());
		this.outbox = new InvoiceOutbox(this.repository);
	}

	public InvoiceOutbox outbox() {
		return this.outbox;
	}

	public int buffered() {
		return this.outbox.size();
	}

	public long written() {
		return this.repository.count();
	}

}
