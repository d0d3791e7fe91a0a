package dev.lastcall.sample.fulfilment;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.stereotype.Component;

/**
 * The bounded queue of orders that this instance is going to fulfil. An order is in it at
 * most once. Thread-safe: request threads and the scheduler submit, the threads of the
 * executor take.
 */
@Component
public final class FulfilmentQueue {

	private static final Logger logger = LoggerFactory.getLogger(FulfilmentQueue.class);

	private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

	private final TaskExecutor executor;

	private final Fulfilment fulfilment;

	FulfilmentQueue(@Qualifier("fulfilmentExecutor") TaskExecutor executor, Fulfilment fulfilment) {
		this.executor = executor;
		this.fulfilment = fulfilment;
	}

	/**
	 * Submits a stored order, which stays PENDING if the queue does not take it.
	 * @param orderId the order
	 * @return {@code true} if the queue took it, {@code false} if it has the order
	 * already or takes no more
	 */
	public boolean submit(long orderId) {
		if (!this.inFlight.add(orderId)) {
			return false;
		}
		try {
			this.executor.execute(() -> fulfil(orderId));
			return true;
		}
		catch (TaskRejectedException ex) {
			this.inFlight.remove(orderId);
			// No stack trace: under overload this happens for every order.
			logger.debug("Order '{}' stays PENDING for now: {}", orderId, ex.getMessage());
			return false;
		}
	}

	private void fulfil(long orderId) {
		try {
			this.fulfilment.fulfil(orderId);
		}
		finally {
			this.inFlight.remove(orderId);
		}
	}

	/**
	 * The orders that wait here or are being fulfilled.
	 * @return a copy of their ids
	 */
	Set<Long> inFlight() {
		return Set.copyOf(this.inFlight);
	}

}
