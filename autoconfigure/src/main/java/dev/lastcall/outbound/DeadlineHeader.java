package dev.lastcall.outbound;

import java.util.Optional;
import java.util.function.BiConsumer;

import dev.lastcall.drain.DrainContext;

/**
 * The request header that tells another service how long its answer is waited for.
 *
 * @param name the name of the header; empty if none is sent
 */
public record DeadlineHeader(Optional<String> name) {

	/**
	 * Writes the header, unless none is sent or there is no deadline.
	 * @param context whose time is told
	 * @param headers takes the name and the value, which is in milliseconds
	 */
	public void write(DrainContext context, BiConsumer<String, String> headers) {
		if (this.name.isPresent() && !context.deadline().isNever()) {
			headers.accept(this.name.get(), Long.toString(context.remaining().toMillis()));
		}
	}

}
