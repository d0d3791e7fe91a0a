package dev.lastcall.web;

import java.util.Collection;
import java.util.List;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * {@link Drain} that turns new requests away, as soon as the process lingers or when it
 * has done so.
 */
public final class RefusalDrain implements Drain {

	private final RequestGate gate;

	private final Collection<ServerConnections> servers;

	private final LateRequests late;

	/**
	 * Creates the drain.
	 * @param gate where requests pass
	 * @param servers the servers through which requests come
	 * @param late whether those that come during the linger are turned away too
	 */
	public RefusalDrain(RequestGate gate, Collection<ServerConnections> servers, LateRequests late) {
		this.gate = gate;
		this.servers = List.copyOf(servers);
		this.late = late;
	}

	@Override
	public String name() {
		return "http-accept";
	}

	@Override
	public Stage stage() {
		return (this.late == LateRequests.REJECT) ? Stage.LINGER : Stage.SOURCES;
	}

	@Override
	public void drain(DrainContext context) {
		this.gate.refuse();
		this.servers.forEach(ServerConnections::makeRoom);
	}

}
