package dev.lastcall.sample.invoice;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Buffers invoices in memory and writes them to the database together. An invoice leaves
 * the buffer only after it was written. Thread-safe: fulfilments add, the scheduler
 * flushes, and the drain flushes at the end.
 */
@Component
public final class InvoiceOutbox {

	private final BlockingQueue<Invoice> buffer = new LinkedBlockingQueue<>();

	private final InvoiceRepository invoices;

	InvoiceOutbox(InvoiceRepository invoices) {
		this.invoices = invoices;
	}

	/**
	 * Buffers the invoice for an order that was fulfilled now.
	 * @param orderId the order
	 */
	public void add(long orderId) {
		this.buffer.add(new Invoice(orderId, Instant.now()));
	}

	/**
	 * Writes what is buffered at this moment. Flushes are serialised, so when this
	 * returns everything that was added before is written.
	 */
	@Scheduled(initialDelayString = "${sample.invoices.flush-interval:1s}",
			fixedDelayString = "${sample.invoices.flush-interval:1s}")
	synchronized void flush() {
		List<Invoice> batch = List.copyOf(this.buffer);
		if (!batch.isEmpty()) {
			this.invoices.addAll(batch);
			// Only flushes remove, and others add at the tail: these are the batch.
			batch.forEach((invoice) -> this.buffer.remove());
		}
	}

	/**
	 * How many invoices are not written yet. Does not block.
	 * @return the number of buffered invoices, with those that are just being written
	 */
	int size() {
		return this.buffer.size();
	}

}
