package dev.lastcall.web;

import java.util.Set;

/**
 * The connections of a web server that closes them gently by itself, once it is told to.
 * Thread-safe; nothing here blocks. Whatever a server does not offer stays undone.
 */
public interface ServerConnections {

	/**
	 * Whether this server is in use and closes its connections.
	 * @return {@code false} if somebody else must ask clients to close theirs
	 */
	boolean isEffective();

	/**
	 * The connections that are open now, without those that do not speak HTTP any more.
	 * @return the connections, each equal to itself from call to call; empty unless
	 * overridden
	 */
	default Set<? extends ClientConnection> open() {
		return Set.of();
	}

	/**
	 * How many connections were asked to close.
	 * @return the number since the start of the process; zero unless overridden
	 */
	default long asked() {
		return 0;
	}

	/**
	 * From now on, every response says that it is the last one of its connection, also
	 * those of connections that are yet to come.
	 */
	default void closeAfterEachResponse() {
	}

	/**
	 * From now on, whoever wants to connect is refused by the operating system. What is
	 * connected already stays connected. Cannot be undone.
	 */
	default void stopListening() {
	}

	/**
	 * From now on, whoever connects is answered, even where all connections and threads
	 * are taken: what is left to say to a new request takes no time. Cannot be undone.
	 */
	default void makeRoom() {
	}

	/**
	 * From now on, connections are kept again, also those that were asked and have not
	 * heard of it yet. Idempotent.
	 */
	default void resume() {
	}

}
