package dev.lastcall.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@link ServerConnections} without a server. Clients that have requests all the time go
 * as soon as they are asked; the others stay until they are closed.
 */
final class FakeConnections implements ServerConnections {

	final List<String> calls = new ArrayList<>();

	private final Set<FakeConnection> open = new LinkedHashSet<>();

	private final List<FakeConnection> all = new ArrayList<>();

	synchronized FakeConnections connect(int count, boolean active) {
		for (int i = 0; i < count; i++) {
			FakeConnection connection = new FakeConnection(active);
			this.open.add(connection);
			this.all.add(connection);
		}
		return this;
	}

	synchronized void leave(int count) {
		List.copyOf(this.open).subList(0, count).forEach(this.open::remove);
	}

	// From now on the connections are too busy, or no longer.
	synchronized void busy(boolean busy) {
		this.all.forEach((connection) -> connection.busy = busy);
	}

	synchronized void underWay() {
		this.all.forEach((connection) -> connection.underWay = true);
	}

	@Override
	public synchronized long asked() {
		return this.all.stream().filter((connection) -> connection.asked > 0).count();
	}

	synchronized long closed() {
		return this.all.stream().filter((connection) -> connection.closed).count();
	}

	synchronized long mostAsked() {
		return this.all.stream().mapToLong((connection) -> connection.asked).max().orElse(0);
	}

	@Override
	public boolean isEffective() {
		return true;
	}

	@Override
	public synchronized Set<? extends ClientConnection> open() {
		return new LinkedHashSet<>(this.open);
	}

	@Override
	public synchronized void closeAfterEachResponse() {
		if (!this.calls.contains("closeAfterEachResponse")) {
			this.calls.add("closeAfterEachResponse");
		}
	}

	@Override
	public synchronized void stopListening() {
		this.calls.add("stopListening");
	}

	@Override
	public synchronized void makeRoom() {
		this.calls.add("makeRoom");
	}

	@Override
	public synchronized void resume() {
		this.calls.add("resume");
	}

	private final class FakeConnection implements ClientConnection {

		private final boolean active;

		private boolean busy;

		private boolean underWay;

		private int asked;

		private boolean closed;

		private FakeConnection(boolean active) {
			this.active = active;
		}

		@Override
		public boolean ask() {
			synchronized (FakeConnections.this) {
				this.asked++;
				if (this.active) {
					FakeConnections.this.open.remove(this);
				}
				return !this.busy;
			}
		}

		@Override
		public boolean closeIfIdle(Duration atLeast) {
			synchronized (FakeConnections.this) {
				if (this.underWay || this.closed) {
					return false;
				}
				this.closed = true;
				FakeConnections.this.open.remove(this);
				return true;
			}
		}

	}

}
