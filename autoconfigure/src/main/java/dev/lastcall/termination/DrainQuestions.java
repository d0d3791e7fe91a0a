package dev.lastcall.termination;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;

/**
 * What a drain is asked while it runs. Its answers are for information: one that throws
 * or hangs is told once, and counts as unknown. One that hangs is asked nothing more
 * until it has answered. Thread-safe, as long as each thread has its own {@link Asker}.
 */
final class DrainQuestions {

	private final Drain drain;

	private final Stage stage;

	private final Set<String> failedMethods = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Future<?> unanswered;

	DrainQuestions(Drain drain) {
		this.drain = drain;
		this.stage = drain.stage();
	}

	Remaining remaining(Asker asker) {
		return ask(asker, "remaining", this.drain::remaining, Remaining.unknown());
	}

	// On the calling thread. Empty if the drain throws, which is worth a question in the
	// proper way.
	Optional<Remaining> remaining() {
		try {
			return Optional.of(this.drain.remaining());
		}
		catch (Throwable ex) {
			return Optional.empty();
		}
	}

	List<ThreadStack> stacks(Asker asker) {
		return ask(asker, "threads", () -> ThreadStack.of(this.drain.threads()), List.of());
	}

	// Without another thread, because it is asked of every drain and before any can hang.
	Optional<HandBack> handBack(Asker asker) {
		try {
			return Objects.requireNonNull(this.drain.handBack());
		}
		catch (Throwable ex) {
			tellFailure(asker, "handBack", ex);
			return Optional.empty();
		}
	}

	// Told whatever it has not answered yet.
	void cancel(Asker asker, DrainContext context, Cancellation reason) {
		answer(asker, "onCancel", () -> {
			context.cancel(reason);
			return true;
		}, false);
	}

	// Not answered without memory either, which is not the drain's fault.
	private <T> T ask(Asker asker, String method, Callable<T> code, T otherwise) {
		try {
			return answers() ? answer(asker, method, code, otherwise) : otherwise;
		}
		catch (OutOfMemoryError ex) {
			return otherwise;
		}
	}

	// Whether it has answered what it was asked last.
	boolean answers() {
		Future<?> unanswered = this.unanswered;
		return unanswered == null || unanswered.isDone();
	}

	private <T> T answer(Asker asker, String method, Callable<T> code, T otherwise) {
		Future<T> question = asker.ask(code);
		if (!question.isDone()) {
			this.unanswered = question;
			tellFailure(asker, method, Asker.unanswered());
			return otherwise;
		}
		try {
			return Objects.requireNonNull(question.get());
		}
		catch (ExecutionException ex) {
			tellFailure(asker, method, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (Throwable ex) {
			tellFailure(asker, method, ex);
		}
		return otherwise;
	}

	// Once: the drain is looked at many times.
	void tellFailure(Asker asker, String method, Throwable failure) {
		if (this.failedMethods.add(method)) {
			asker.tell(new DrainCodeFailed(this.stage, this.drain.name(), method, failure));
		}
	}

}
