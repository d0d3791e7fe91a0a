package dev.lastcall.sample.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * One request of a load and what became of it.
 *
 * @param at when it was due
 * @param client the client that sent it
 * @param request what was asked for, such as {@code POST /orders}
 * @param latency the time from when it was due, not from when it could be sent, until the
 * answer was complete
 * @param server the server that answered, empty if none did
 * @param order the id of the order that was accepted, otherwise empty
 * @param problem what went wrong, empty if nothing did
 */
public record Exchange(Instant at, int client, String request, Duration latency, String server, String order,
		String problem) {

	/**
	 * Whether the request failed.
	 * @return whether there was a problem
	 */
	public boolean failed() {
		return !this.problem.isEmpty();
	}

	/**
	 * Whether an order was accepted.
	 * @return whether there is an id
	 */
	public boolean accepted() {
		return !this.order.isEmpty();
	}

}
