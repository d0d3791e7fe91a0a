package dev.lastcall.termination.context;

import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;

/**
 * {@link Drain} that closes the application context, or waits for whoever closes it
 * already.
 */
public final class ContextDrain implements Drain {

	private final ConfigurableApplicationContext context;

	/**
	 * Creates the drain.
	 * @param context the context to close
	 */
	public ContextDrain(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public String name() {
		return "application-context";
	}

	@Override
	public Stage stage() {
		return Stage.CLOSE;
	}

	@Override
	public void drain(DrainContext context) throws InterruptedException {
		this.context.close();
		// It returns at once while another thread is closing.
		context.await(() -> !this.context.isActive());
	}

}
