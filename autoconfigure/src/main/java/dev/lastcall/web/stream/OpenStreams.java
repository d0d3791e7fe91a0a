package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Ticker;

/**
 * The streams that are open. Thread-safe; opening and closing one takes no lock that
 * others wait for, and each costs about 70 bytes while it is open.
 */
public final class OpenStreams {

	/**
	 * How many streams are described by name: as many as a log line bears.
	 */
	private static final int MOST_DESCRIBED = 10;

	private final Ticker ticker;

	private final Set<Registration> open = ConcurrentHashMap.newKeySet();

	private final LongAdder told = new LongAdder();

	/**
	 * Creates a registry without streams.
	 * @param ticker the clock that ages are measured with
	 */
	public OpenStreams(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Remembers a stream that has just opened.
	 * @param stream the stream
	 * @return a registration, to be closed when the stream has closed
	 */
	public Registration register(OpenStream stream) {
		Registration registration = new Registration(this, stream, this.ticker.nanos());
		this.open.add(registration);
		return registration;
	}

	/**
	 * How many streams are open.
	 * @return the number, without those that open or close during the call
	 */
	public long size() {
		return this.open.size();
	}

	/**
	 * How many streams of one kind are open.
	 * @param kind the kind
	 * @return the number, without those that open or close during the call
	 */
	public long size(StreamKind kind) {
		return this.open.stream().filter((registration) -> registration.stream.kind() == kind).count();
	}

	/**
	 * How many streams were told to go.
	 * @return the number since the start of the process
	 */
	public long told() {
		return this.told.sum();
	}

	/**
	 * The age of the oldest stream.
	 * @return the time since it opened, zero if there is none
	 */
	public Duration oldest() {
		long now = this.ticker.nanos();
		// A stream that opens during the call is younger than now.
		return Duration.ofNanos(
				Math.max(0, this.open.stream().mapToLong((registration) -> now - registration.opened).max().orElse(0)));
	}

	boolean isEmpty() {
		return !this.open.iterator().hasNext();
	}

	boolean hasUntold() {
		return this.open.stream().anyMatch((registration) -> !registration.isTold());
	}

	/**
	 * The streams that can be told to go now.
	 * @return those that were not told and have been open for as long as they may, oldest
	 * first
	 */
	List<Registration> due() {
		long now = this.ticker.nanos();
		return untold((registration) -> registration.isDue(now)).toList();
	}

	/**
	 * The streams that were not told to go.
	 * @return all of them, oldest first
	 */
	List<Registration> untold() {
		return untold((registration) -> true).toList();
	}

	private Stream<Registration> untold(Predicate<Registration> which) {
		long now = this.ticker.nanos();
		return this.open.stream()
			.filter((registration) -> !registration.isTold() && which.test(registration))
			.sorted(Comparator.comparingLong((Registration registration) -> now - registration.opened).reversed());
	}

	Remaining remaining(List<Registration> registrations) {
		long now = this.ticker.nanos();
		Remaining remaining = Remaining.of(registrations.size(),
				registrations.stream()
					.limit(MOST_DESCRIBED)
					.map((registration) -> registration.describe(now))
					.toList());
		return registrations.isEmpty() ? remaining
				: remaining.withOldest(Duration.ofNanos(Math.max(0, now - registrations.get(0).opened)));
	}

	/**
	 * The registration of one open stream. Thread-safe.
	 */
	public static final class Registration implements AutoCloseable {

		private static final AtomicIntegerFieldUpdater<Registration> CLAIMED = AtomicIntegerFieldUpdater
			.newUpdater(Registration.class, "claimed");

		private final OpenStreams owner;

		private final OpenStream stream;

		private final long opened;

		// One as soon as somebody is going to tell the stream.
		private volatile int claimed;

		private Registration(OpenStreams owner, OpenStream stream, long opened) {
			this.owner = owner;
			this.stream = stream;
			this.opened = opened;
		}

		/**
		 * Forgets the stream, which has closed. Idempotent.
		 */
		@Override
		public void close() {
			this.owner.open.remove(this);
		}

		/**
		 * Whether the stream was told to go, or is about to be.
		 * @return {@code true} once it was its turn
		 */
		public boolean isTold() {
			return this.claimed != 0;
		}

		private boolean isDue(long now) {
			return now - this.opened >= this.stream.patience().toNanos();
		}

		// True for one caller, which then has to tell it.
		boolean claim() {
			if (!this.owner.open.contains(this) || !CLAIMED.compareAndSet(this, 0, 1)) {
				return false;
			}
			this.owner.told.increment();
			return true;
		}

		// Whatever a stream throws, the next one must be told.
		void tell() {
			try {
				this.stream.tellToGo();
			}
			catch (Throwable ex) {
				// It stays open, and whoever waits for its request or its connection
				// names it.
			}
		}

		private String describe(long now) {
			return "%s %s for %d ms".formatted(this.stream.kind().label(), this.stream.subject(),
					Duration.ofNanos(now - this.opened).toMillis());
		}

	}

}
