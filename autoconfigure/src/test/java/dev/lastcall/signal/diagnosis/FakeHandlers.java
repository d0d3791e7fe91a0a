package dev.lastcall.signal.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link HandlerTable} in which a test installs handlers.
 */
final class FakeHandlers implements HandlerTable {

	static final long OURS = 0x5000;

	private final Map<Integer, Long> handlers = new HashMap<>();

	FakeHandlers install(WantedSignal signal, long address) {
		this.handlers.put(signal.number(), address);
		return this;
	}

	void makeUnreadable(WantedSignal signal) {
		this.handlers.remove(signal.number());
	}

	@Override
	public Optional<Handler> handler(int signal) {
		return Optional.ofNullable(this.handlers.get(signal)).map((address) -> new Handler(address, 0x18000004));
	}

	@Override
	public boolean isOurs(long address) {
		return address == OURS;
	}

}
