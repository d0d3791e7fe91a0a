package dev.lastcall.web;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * {@link Drain} that turns new requests away.
 */
public final class RefusalDrain implements Drain {

	private final RequestGate gate;

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 */
	public RefusalDrain(RequestGate gate) {
		this.gate = gate;
	}

	@Override
	public String name() {
		return "http-accept";
	}

	@Override
	public Stage stage() {
		return Stage.SOURCES;
	}

	@Override
	public void drain(DrainContext context) {
		this.gate.refuse();
	}

}
