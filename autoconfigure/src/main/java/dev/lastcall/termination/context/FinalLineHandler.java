package dev.lastcall.termination.context;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.boot.SpringApplication;

import dev.lastcall.drain.Deadline;
import dev.lastcall.termination.Coordinator;

/**
 * Lets a JVM that shuts down wait for the final line of the log. Spring Boot runs such
 * handlers after all contexts have closed, the last added first; the one that stops the
 * logging system was added before this one.
 */
public final class FinalLineHandler implements Runnable {

	private final Coordinator coordinator;

	private FinalLineHandler(Coordinator coordinator) {
		this.coordinator = coordinator;
	}

	/**
	 * Adds a handler for a coordinator, and removes it when its termination has ended.
	 * Does nothing if the JVM has begun to shut down.
	 * @param coordinator the coordinator
	 */
	public static void addFor(Coordinator coordinator) {
		FinalLineHandler handler = new FinalLineHandler(coordinator);
		try {
			SpringApplication.getShutdownHandlers().add(handler);
		}
		catch (IllegalStateException ex) {
			// A signal came during the start, and the JVM shuts down already.
			return;
		}
		// Fails harmlessly, inside the future, when the handlers already run.
		CompletableFuture<Void> unused = coordinator.ended()
			.thenRun(() -> SpringApplication.getShutdownHandlers().remove(handler));
	}

	@Override
	public void run() {
		Duration left = this.coordinator.deadline().map(Deadline::remaining).orElse(Duration.ZERO);
		try {
			this.coordinator.ended().get(left.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// The halt guard speaks the last words.
			return;
		}
	}

}
