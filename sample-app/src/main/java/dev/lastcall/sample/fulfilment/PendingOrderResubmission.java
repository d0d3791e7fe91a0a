package dev.lastcall.sample.fulfilment;

import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Resubmits the orders that nobody is going to fulfil, because the queue was full when
 * they came or because the instance that had them is gone.
 */
@Component
final class PendingOrderResubmission {

	private static final Logger logger = LoggerFactory.getLogger(PendingOrderResubmission.class);

	private final PendingOrders orders;

	private final FulfilmentQueue queue;

	private final long limit;

	PendingOrderResubmission(PendingOrders orders, FulfilmentQueue queue, FulfilmentProperties properties) {
		this.orders = orders;
		this.queue = queue;
		this.limit = properties.inFlightLimit();
	}

	@Scheduled(initialDelayString = "${sample.fulfilment.resubmission.initial-delay:5s}",
			fixedDelayString = "${sample.fulfilment.resubmission.interval:5s}")
	void resubmit() {
		// Taken before the query, so that an order that is fulfilled in between is not
		// mistaken for a forgotten one.
		Set<Long> inFlight = this.queue.inFlight();
		List<Long> forgotten = this.orders.oldest(this.limit).stream().filter((id) -> !inFlight.contains(id)).toList();
		int resubmitted = 0;
		// A refusal means that the queue is full; the rest waits for the next round.
		while (resubmitted < forgotten.size() && this.queue.submit(forgotten.get(resubmitted))) {
			resubmitted++;
		}
		if (resubmitted > 0) {
			logger.info("Resubmitted {} of {} pending orders that were not queued.", resubmitted, forgotten.size());
		}
	}

}
