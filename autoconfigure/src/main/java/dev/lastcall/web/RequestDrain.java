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

	private final RequestGate gate;

	private final InFlight requests;

	private final Runnable interruption;

	/**
	 * Creates the drain of requests that are cut off by somebody else.
	 * @param gate where requests pass
	 */
	public RequestDrain(RequestGate gate) {
		this(gate, () -> {
		});
	}

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 * @param interruption interrupts who works on requests, shortly before the deadline
	 */
	public RequestDrain(RequestGate gate, Runnable interruption) {
		this.gate = gate;
		this.requests = gate.inFlight();
		this.interruption = interruption;
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
	public void drain(DrainContext context) throws InterruptedException, RequestsCutOffException {
		try {
			context.await(this.requests::isEmpty);
		}
		catch (InterruptedException ex) {
			this.interruption.run();
			context.await(this.requests::isEmpty);
		}
		if (this.gate.cut() > 0) {
			throw new RequestsCutOffException(this.gate.cut());
		}
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
