package dev.lastcall.sample.fleet;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a load did.
 *
 * @param exchanges every request, in the order in which they ended
 */
public record LoadReport(List<Exchange> exchanges) {

	/**
	 * Returns the number of requests.
	 * @return the number
	 */
	public int requests() {
		return this.exchanges.size();
	}

	/**
	 * Returns the requests that failed.
	 * @return the requests
	 */
	public List<Exchange> failures() {
		return this.exchanges.stream().filter(Exchange::failed).toList();
	}

	/**
	 * Returns the ids of all orders that a server accepted.
	 * @param server the name of the server
	 * @return the ids
	 */
	public Set<String> accepted(String server) {
		return acceptedExchanges().filter((exchange) -> exchange.server().equals(server))
			.map(Exchange::order)
			.collect(Collectors.toSet());
	}

	/**
	 * Returns the number of orders that any server accepted.
	 * @return the number
	 */
	public int accepted() {
		return (int) acceptedExchanges().count();
	}

	/**
	 * Returns the latencies of the requests that were answered well and at once: without
	 * failures and without the report, which is slow on purpose.
	 * @return the latencies
	 */
	public Timings timings() {
		return new Timings(this.exchanges.stream()
			.filter((exchange) -> !exchange.failed() && !exchange.request().equals(OrderClient.REPORT))
			.map(Exchange::latency)
			.toList());
	}

	private Stream<Exchange> acceptedExchanges() {
		return this.exchanges.stream().filter(Exchange::accepted);
	}

}
