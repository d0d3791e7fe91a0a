package dev.lastcall.drain.propagation;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.DrainContext;

/**
 * {@link ThreadLocalAccessor} of the {@link DrainContext} that is bound to a thread,
 * found by Micrometer's registry as a service.
 */
public final class DrainContextAccessor implements ThreadLocalAccessor<DrainContext> {

	/**
	 * The key in Micrometer's snapshots and in the contexts of Reactor.
	 */
	public static final String KEY = "lastcall.drain-context";

	/**
	 * Creates the accessor. Called by {@link java.util.ServiceLoader}.
	 */
	public DrainContextAccessor() {
	}

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable DrainContext getValue() {
		DrainContext current = DrainContext.current();
		return (current != DrainContext.unending()) ? current : null;
	}

	// Micrometer itself remembers what was bound before, so nothing closes the scope.
	@Override
	public void setValue(DrainContext context) {
		context.bind();
	}

	@Override
	public void setValue() {
		DrainContext.unending().bind();
	}

}
