package dev.lastcall.test;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;

/**
 * {@link Drain} that does what a test tells it, by default nothing.
 */
public final class FakeDrain implements Drain {

	private final Stage stage;

	private final String name;

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile Supplier<Set<String>> after = Set::of;

	private volatile Action action = (context) -> {
	};

	private volatile Supplier<Remaining> remaining = Remaining::unknown;

	private volatile Supplier<Collection<Thread>> threads = List::of;

	private volatile Supplier<Optional<HandBack>> handBack = Optional::empty;

	private final CountDownLatch begun = new CountDownLatch(1);

	private volatile DrainContext context;

	private volatile Thread thread;

	private volatile String threadName;

	private FakeDrain(Stage stage, String name) {
		this.stage = stage;
		this.name = name;
	}

	public static FakeDrain in(Stage stage, String name) {
		return new FakeDrain(stage, name);
	}

	public FakeDrain after(String... names) {
		return after(() -> Set.of(names));
	}

	public FakeDrain after(Supplier<Set<String>> after) {
		this.after = after;
		return this;
	}

	public FakeDrain doing(Action action) {
		this.action = action;
		return this;
	}

	/**
	 * Heeds an interruption, but no cancellation.
	 */
	public FakeDrain untilReleased() {
		return doing((context) -> awaitRelease());
	}

	/**
	 * Heeds neither cancellation nor interruption.
	 */
	public FakeDrain stubborn() {
		return doing((context) -> {
			boolean waits = true;
			while (waits) {
				try {
					awaitRelease();
					waits = false;
				}
				catch (InterruptedException ex) {
					// Nor does some user code.
				}
			}
		});
	}

	public FakeDrain untilCancelled() {
		return doing((context) -> {
			context.onCancel((reason) -> release());
			awaitRelease();
		});
	}

	public FakeDrain leaving(Supplier<Remaining> remaining) {
		this.remaining = remaining;
		return this;
	}

	public FakeDrain workedBy(Supplier<Collection<Thread>> threads) {
		this.threads = threads;
		return this;
	}

	public FakeDrain handingBack(HandBack handBack) {
		return handingBack(() -> Optional.of(handBack));
	}

	public FakeDrain handingBack(Supplier<Optional<HandBack>> handBack) {
		this.handBack = handBack;
		return this;
	}

	private void awaitRelease() throws InterruptedException {
		if (!this.released.await(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The drain '%s' was never released".formatted(this.name));
		}
	}

	public void release() {
		this.released.countDown();
	}

	/**
	 * Waits for the release where nothing may be thrown.
	 */
	public void awaitReleased() {
		try {
			awaitRelease();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public void awaitBegun() throws InterruptedException {
		if (!this.begun.await(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The drain '%s' has not begun".formatted(this.name));
		}
	}

	/**
	 * Releases this drain and waits until its thread has told the coordinator, and has
	 * ended or begun another drain.
	 */
	public void releaseAndJoin() {
		release();
		try {
			awaitBegun();
			while (this.thread.isAlive() && this.thread.getName().equals(this.threadName)) {
				TimeUnit.MILLISECONDS.timedJoin(this.thread, 1);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public DrainContext context() {
		return this.context;
	}

	public Thread thread() {
		return this.thread;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Stage stage() {
		return this.stage;
	}

	@Override
	public Set<String> after() {
		return this.after.get();
	}

	@Override
	public void drain(DrainContext context) throws Exception {
		this.context = context;
		this.thread = Thread.currentThread();
		this.threadName = this.thread.getName();
		this.begun.countDown();
		this.action.drain(context);
	}

	@Override
	public Remaining remaining() {
		return this.remaining.get();
	}

	@Override
	public Collection<Thread> threads() {
		return this.threads.get();
	}

	@Override
	public Optional<HandBack> handBack() {
		return this.handBack.get();
	}

}
