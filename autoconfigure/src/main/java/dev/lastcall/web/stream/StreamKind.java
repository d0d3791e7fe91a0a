package dev.lastcall.web.stream;

/**
 * What sort of stream is open.
 */
public enum StreamKind {

	/**
	 * A response that is written piece by piece, such as server-sent events.
	 */
	EVENT_STREAM("event stream"),

	/**
	 * A request whose answer waits for something to happen.
	 */
	LONG_POLL("long poll"),

	/**
	 * A WebSocket session.
	 */
	WEB_SOCKET("web socket");

	private final String label;

	StreamKind(String label) {
		this.label = label;
	}

	/**
	 * The name of this kind for people.
	 * @return the name in the singular, in lower case
	 */
	public String label() {
		return this.label;
	}

}
