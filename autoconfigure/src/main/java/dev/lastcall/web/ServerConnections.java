package dev.lastcall.web;

/**
 * A web server that closes its connections gently by itself, once it is told to.
 */
public interface ServerConnections {

	/**
	 * Whether this server is in use and closes its connections.
	 * @return {@code false} if somebody else must ask clients to close theirs
	 */
	boolean isEffective();

}
