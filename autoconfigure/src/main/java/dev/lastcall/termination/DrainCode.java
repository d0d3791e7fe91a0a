package dev.lastcall.termination;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;

/**
 * What a drain is asked and told beside being run. It is code of users, which may throw
 * and may hang; either is told once for each method, and the termination goes on.
 * Thread-safe: the coordinator asks, and whoever speaks the last words.
 */
final class DrainCode {

	private final Drain drain;

	private final Events events;

	private final Asker asker;

	private final Map<String, Future<?>> unanswered = new ConcurrentHashMap<>();

	private final Set<String> failedMethods = ConcurrentHashMap.newKeySet();

	DrainCode(Drain drain, Events events, Asker asker) {
		this.drain = drain;
		this.events = events;
		this.asker = asker;
	}

	Remaining remaining() {
		return ask("remaining", this.drain::remaining, Remaining.unknown());
	}

	List<ThreadStack> stacks() {
		return ask("threads", () -> ThreadStack.of(this.drain.threads()), List.of());
	}

	void cancel(DrainContext context, Cancellation reason) {
		ask("onCancel", () -> {
			context.cancel(reason);
			return reason;
		}, reason);
	}

	// A method that has still not answered is not called again.
	private <T> T ask(String method, Callable<T> question, T otherwise) {
		Future<?> earlier = this.unanswered.get(method);
		if (earlier != null && !earlier.isDone()) {
			return otherwise;
		}
		FutureTask<T> answer = this.asker.ask(question);
		if (!answer.isDone()) {
			this.unanswered.put(method, answer);
			tellFailure(method, new TimeoutException("It has not returned yet; it must not block."));
			return otherwise;
		}
		try {
			return Objects.requireNonNull(answer.get());
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			tellFailure(method, (cause != null) ? cause : ex);
		}
		catch (Throwable ex) {
			tellFailure(method, ex);
		}
		return otherwise;
	}

	// Once: the drain is looked at many times.
	private void tellFailure(String method, Throwable failure) {
		if (this.failedMethods.add(method)) {
			this.events.tell(new DrainCodeFailed(this.drain.stage(), this.drain.name(), method, failure));
		}
	}

}
