package dev.lastcall.web.websocket.servlet;

/**
 * What holds messages before they reach their sessions. Thread-safe.
 */
interface MessageQueue {

	/**
	 * Begins to count the messages of a session.
	 * @param sessionId the session
	 */
	void open(String sessionId);

	/**
	 * Runs an action once, when no message of a session is left in the queue; at once if
	 * none is.
	 * @param sessionId the session, which is open
	 * @param action the action, run on the thread that handled the last message
	 */
	void whenEmpty(String sessionId, Runnable action);

	/**
	 * Forgets a session, which has closed.
	 * @param sessionId the session
	 */
	void close(String sessionId);

}
