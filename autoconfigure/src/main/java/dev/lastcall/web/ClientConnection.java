package dev.lastcall.web;

import java.time.Duration;

/**
 * One open connection of a client. Equal to another one if it is the same connection.
 */
public interface ClientConnection {

	/**
	 * Asks the client to go elsewhere: the next response on this connection is the last,
	 * and says so; HTTP/2 gets a GOAWAY. Requests that are under way finish. Must not
	 * block.
	 * @return {@code false} if it must be asked again, because it is busy
	 */
	boolean ask();

	/**
	 * Closes this connection if nothing is under way on it. Must not block.
	 * @param atLeast how long nothing must have come or gone
	 * @return whether it was closed
	 */
	boolean closeIfIdle(Duration atLeast);

}
