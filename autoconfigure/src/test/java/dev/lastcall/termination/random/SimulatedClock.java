package dev.lastcall.termination.random;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import dev.lastcall.drain.Ticker;

/**
 * {@link Ticker} of a small world: the threads of one thread group, which wait for
 * nothing but this clock. {@link #settle()} returns when all of them do, so that time can
 * be moved on without a race. Thread-safe.
 */
final class SimulatedClock implements Ticker {

	private static final long PATIENCE_NANOS = 20_000_000_000L;

	/**
	 * One that was asked may have to be nudged, then the one who asked, and then
	 * something happens.
	 */
	private static final int QUIET_ROUNDS = 4;

	private static final long QUEUE_NANOS = 50_000;

	/**
	 * Threads that wait for nothing but this clock, and look at the world again whenever
	 * they are unparked.
	 */
	private static final Set<String> LOOPS = Set.of("lastcall-coordinator", "lastcall-teller", "lastcall-answers",
			"lastcall-drain-watch");

	private static final String DRAIN_PREFIX = "lastcall-drain-d";

	private final ThreadGroup world;

	private final Map<Thread, Long> parked = new HashMap<>();

	private final Map<Thread, Integer> waits = new HashMap<>();

	private long now;

	private long progress;

	SimulatedClock(ThreadGroup world) {
		this.world = world;
	}

	@Override
	public synchronized long nanos() {
		return this.now;
	}

	@Override
	public void park(long nanos) {
		if (nanos <= 0) {
			return;
		}
		Thread thread = Thread.currentThread();
		synchronized (this) {
			this.parked.put(thread, (nanos > Long.MAX_VALUE - this.now) ? Long.MAX_VALUE : this.now + nanos);
			this.waits.merge(thread, 1, Integer::sum);
		}
		try {
			LockSupport.park(this);
		}
		finally {
			synchronized (this) {
				this.parked.remove(thread);
			}
		}
	}

	/**
	 * Says that something has happened in this world.
	 */
	synchronized void progress() {
		this.progress++;
	}

	private synchronized long getProgress() {
		return this.progress;
	}

	/**
	 * Ends a thread's wait in a way that {@link #settle()} notices.
	 */
	synchronized void wake(Thread thread) {
		this.parked.computeIfPresent(thread, (key, until) -> this.now);
		LockSupport.unpark(thread);
	}

	synchronized void advanceTo(long time) {
		this.now = Math.max(this.now, time);
		this.parked.forEach((thread, until) -> {
			if (until <= this.now) {
				LockSupport.unpark(thread);
			}
		});
	}

	/**
	 * When the first of those that wait will wake by itself.
	 */
	synchronized long next() {
		return this.parked.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
	}

	/**
	 * Waits, in real time, until everybody in this world waits. Whoever was unparked by
	 * another thread may still be on its way out of its wait, which nobody can see; but
	 * whoever may be unparked loops, so this unparks it once more and looks whether
	 * anything comes of it.
	 */
	void settle() {
		long limit = System.nanoTime() + PATIENCE_NANOS;
		Map<Thread, Integer> before = calm(limit);
		int quietRounds = 0;
		while (quietRounds < QUIET_ROUNDS) {
			long progress = getProgress();
			nudge(before, limit);
			// A servant that was unparked from a queue still looks as if it waited.
			LockSupport.parkNanos(QUEUE_NANOS);
			Map<Thread, Integer> after = calm(limit);
			boolean quiet = progress == getProgress() && isDrainsEqual(before, after);
			quietRounds = quiet ? quietRounds + 1 : 0;
			before = after;
		}
	}

	private static boolean isDrainsEqual(Map<Thread, Integer> before, Map<Thread, Integer> after) {
		return before.keySet().equals(after.keySet()) && before.entrySet()
			.stream()
			.filter((entry) -> isDrain(entry.getKey()))
			.allMatch((entry) -> entry.getValue().equals(after.get(entry.getKey())));
	}

	private void nudge(Map<Thread, Integer> waits, long limit) {
		List<Thread> nudged = waits.keySet()
			.stream()
			.filter((thread) -> !isDrain(thread) && !isServant(thread))
			.toList();
		nudged.forEach(LockSupport::unpark);
		for (Thread thread : nudged) {
			while (thread.isAlive() && waits().getOrDefault(thread, 0) <= waits.getOrDefault(thread, 0)) {
				pause(limit);
			}
		}
	}

	// All but these wait for it elsewhere, too.
	private static boolean isServant(Thread thread) {
		return !isDrain(thread) && !LOOPS.contains(thread.getName());
	}

	private static boolean isDrain(Thread thread) {
		return thread.getName().startsWith(DRAIN_PREFIX);
	}

	// Waits until all threads wait, and tells how often each has.
	private Map<Thread, Integer> calm(long limit) {
		while (true) {
			List<Thread> inhabitants = inhabitants();
			synchronized (this) {
				if (inhabitants.stream().allMatch(this::isCalm)) {
					Map<Thread, Integer> calm = new HashMap<>();
					inhabitants.forEach((thread) -> calm.put(thread, this.waits.getOrDefault(thread, 0)));
					return calm;
				}
			}
			pause(limit);
		}
	}

	private boolean isCalm(Thread thread) {
		if (isServant(thread)) {
			return this.parked.getOrDefault(thread, Long.MAX_VALUE) > this.now
					&& thread.getState() == Thread.State.WAITING;
		}
		return this.parked.getOrDefault(thread, this.now) > this.now && !thread.isInterrupted();
	}

	private synchronized Map<Thread, Integer> waits() {
		return Map.copyOf(this.waits);
	}

	List<Thread> inhabitants() {
		Thread[] threads = new Thread[this.world.activeCount() * 2 + 16];
		int count = this.world.enumerate(threads, true);
		return Arrays.stream(threads, 0, count).filter((thread) -> thread != Thread.currentThread()).toList();
	}

	private void pause(long limit) {
		if (System.nanoTime() > limit) {
			throw new IllegalStateException("Some threads do something else than wait: " + describe());
		}
		Thread.yield();
	}

	private List<String> describe() {
		return inhabitants().stream()
			.map((thread) -> thread.getName() + " " + thread.getState() + " " + List.of(thread.getStackTrace()))
			.toList();
	}

}
