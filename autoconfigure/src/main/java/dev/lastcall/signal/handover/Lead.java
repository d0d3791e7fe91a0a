package dev.lastcall.signal.handover;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the copies of Last Call in one JVM find one another, each of which has a class
 * loader of its own: the one that takes a signal first leads, and the others ask it. As
 * their types are not the same, they talk in types of the JDK. The lead is a thread,
 * because all threads of a JVM can be found by everybody; an object among the system
 * properties could be too, but breaks whoever takes those for strings. It waits for the
 * end of the lead, when nothing of this class loader must be left behind.
 */
final class Lead extends Thread implements Function<Map<String, Object>, Map<String, Object>> {

	private static final String NAME = "lastcall-signal-lead";

	// Literals are the same objects in every class loader (JLS 3.10.5).
	private static final Object LOCK = NAME;

	private final Function<Map<String, Object>, Map<String, Object>> answers;

	private final CountDownLatch ended = new CountDownLatch(1);

	private Lead(Function<Map<String, Object>, Map<String, Object>> answers) {
		super(null, null, NAME, 0, false);
		this.answers = answers;
		setDaemon(true);
		setContextClassLoader(ClassLoader.getSystemClassLoader());
	}

	static Lead answering(Function<Map<String, Object>, Map<String, Object>> answers) {
		return new Lead(answers);
	}

	/**
	 * Leads, if nobody else does.
	 * @return who does, or empty if it is this one
	 */
	Optional<Function<Map<String, Object>, Map<String, Object>>> begin() {
		synchronized (LOCK) {
			Optional<Function<Map<String, Object>, Map<String, Object>>> other = find();
			if (other.isEmpty()) {
				start();
			}
			return other;
		}
	}

	/**
	 * Leads no longer. Whoever found this one before gets no more answers.
	 */
	void end() {
		synchronized (LOCK) {
			// At once nobody finds a thread that has yet to end.
			setName(NAME + "-ended");
		}
		this.ended.countDown();
	}

	@Override
	public void run() {
		while (this.ended.getCount() > 0) {
			try {
				this.ended.await();
			}
			catch (InterruptedException ex) {
				// An interrupt means nothing here.
			}
		}
	}

	@Override
	public Map<String, Object> apply(Map<String, Object> request) {
		return this.answers.apply(request);
	}

	@SuppressWarnings("unchecked")
	private static Optional<Function<Map<String, Object>, Map<String, Object>>> find() {
		return threads().filter((thread) -> thread.getName().equals(NAME) && thread instanceof Function)
			.findFirst()
			.map((thread) -> (Function<Map<String, Object>, Map<String, Object>>) thread);
	}

	private static Stream<Thread> threads() {
		ThreadGroup group = currentThread().getThreadGroup();
		for (ThreadGroup parent = group.getParent(); parent != null; parent = parent.getParent()) {
			group = parent;
		}
		// Those that do not fit are left out, and others may be starting.
		Thread[] threads = new Thread[group.activeCount() + 1];
		int count = group.enumerate(threads);
		while (count == threads.length) {
			threads = new Thread[2 * threads.length];
			count = group.enumerate(threads);
		}
		return Stream.of(threads).limit(count);
	}

}
