package dev.lastcall.termination;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;

/**
 * Asks the application's code something on another thread, and waits for the answer only
 * so long: code that hangs must not hold a termination up. Used by one thread, which is
 * not the one that answers.
 */
final class Asker implements AutoCloseable {

	private final Ticker ticker;

	private final Consumer<TerminationEvent> listener;

	private @Nullable Answerer answerer;

	Asker(Ticker ticker, Consumer<TerminationEvent> listener) {
		this.ticker = ticker;
		this.listener = listener;
	}

	void tell(TerminationEvent event) {
		this.listener.accept(event);
	}

	/**
	 * Asks.
	 * @param <T> the type of the answer
	 * @param code gives the answer
	 * @return the question; not done if the code has not answered in time
	 */
	<T> FutureTask<T> ask(Callable<T> code) {
		Question<T> question = new Question<>(code, Thread.currentThread());
		put(question);
		return question;
	}

	// Runs code whose answer nobody needs, and waits no longer for it.
	void tell(Runnable code) {
		put(new Question<>(() -> {
			code.run();
			return true;
		}, Thread.currentThread()));
	}

	private void put(Question<?> question) {
		if (!hand(question)) {
			// No thread can be had, and the answer matters more than the risk.
			question.run();
		}
		Patience.await(question, Patience.LOOKS, this.ticker);
		if (!question.isDone()) {
			close();
		}
	}

	private boolean hand(Question<?> question) {
		Answerer answerer = this.answerer;
		if (answerer == null) {
			answerer = new Answerer(this.ticker);
			try {
				answerer.start();
			}
			catch (OutOfMemoryError ex) {
				return false;
			}
			this.answerer = answerer;
		}
		answerer.add(question);
		return true;
	}

	static TimeoutException unanswered() {
		return new TimeoutException("No answer within %d ms".formatted(Patience.LIMIT.toMillis()));
	}

	// Lets the thread that answers go, once it has run what it was asked: it may not even
	// have begun.
	@Override
	public void close() {
		Answerer answerer = this.answerer;
		this.answerer = null;
		if (answerer != null) {
			answerer.retire();
		}
	}

	/**
	 * {@link FutureTask} that wakes who asked.
	 *
	 * @param <T> the type of the answer
	 */
	private static final class Question<T> extends FutureTask<T> implements BooleanSupplier {

		private final Thread asker;

		Question(Callable<T> code, Thread asker) {
			super(code);
			this.asker = asker;
		}

		@Override
		public boolean getAsBoolean() {
			return isDone();
		}

		@Override
		protected void done() {
			LockSupport.unpark(this.asker);
		}

	}

	/**
	 * The answering thread. A question is in the queue before the thread is unparked, and
	 * the thread looks into the queue before it parks, so none is left lying. It goes on
	 * without memory.
	 */
	private static final class Answerer {

		private final Ticker ticker;

		private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();

		private final Thread thread = Threads.daemon("answers", this::run);

		private volatile boolean retired;

		Answerer(Ticker ticker) {
			this.ticker = ticker;
		}

		void start() {
			this.thread.start();
		}

		void add(Runnable question) {
			this.questions.add(question);
			LockSupport.unpark(this.thread);
		}

		// Once it has run what it was asked.
		private void retire() {
			this.retired = true;
			LockSupport.unpark(this.thread);
		}

		private void run() {
			boolean needed = true;
			while (needed) {
				try {
					needed = answerNext();
				}
				catch (OutOfMemoryError ex) {
					Patience.awaitMemory(this.ticker);
				}
				// Left behind by what was asked, it would make the wait a spin.
				Thread.interrupted();
			}
		}

		private boolean answerNext() {
			// Read before the queue: what was asked before is in it.
			boolean retired = this.retired;
			Runnable question = this.questions.poll();
			if (question != null) {
				question.run();
				return true;
			}
			if (!retired) {
				this.ticker.park(Long.MAX_VALUE);
			}
			return !retired;
		}

	}

}
