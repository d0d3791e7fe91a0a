package dev.lastcall.web;

import java.util.Collection;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.flight.InFlight;

/**
 * {@link RehearsableDrain} that waits for the requests in flight.
 */
public final class RequestDrain implements RehearsableDrain {

	private final InFlight requests;

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 */
	public RequestDrain(RequestGate gate) {
		this.requests = gate.inFlight();
	}

	@Override
	public String name() {
		return "http-requests";
	}

	@Override
	public Stage stage() {
		return Stage.WORK;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		context.await(this.requests::isEmpty);
	}

	@Override
	public Remaining remaining() {
		return this.requests.remaining();
	}

	@Override
	public Collection<Thread> threads() {
		return this.requests.threads();
	}

}
