package dev.lastcall.sample.fulfilment;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.lastcall.sample.invoice.InvoiceOutbox;

/**
 * Fulfils one order at a time on the calling thread. Whatever goes wrong, the order stays
 * PENDING and is resubmitted. Thread-safe.
 */
@Component
final class Fulfilment {

	private static final Logger logger = LoggerFactory.getLogger(Fulfilment.class);

	private final PendingOrders orders;

	private final InvoiceOutbox invoices;

	private final Duration duration;

	Fulfilment(PendingOrders orders, InvoiceOutbox invoices, FulfilmentProperties properties) {
		this.orders = orders;
		this.invoices = invoices;
		this.duration = properties.duration();
	}

	void fulfil(long orderId) {
		try {
			Thread.sleep(this.duration.toMillis());
			// Two fulfilments of the same order may race; the one that changes the row
			// writes the invoice.
			if (this.orders.fulfilled(orderId)) {
				this.invoices.add(orderId);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			logger.debug("Order '{}' stays PENDING because its fulfilment was interrupted.", orderId);
		}
		catch (RuntimeException ex) {
			logger.warn("Order '{}' stays PENDING because its fulfilment failed; it will be resubmitted.", orderId, ex);
		}
	}

}
