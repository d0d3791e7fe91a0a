package dev.lastcall.drain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a drain still has to bring to rest, seen at one moment. Immutable.
 *
 * @param count how many items are left, or empty if the drain cannot tell
 * @param details the first few of them, oldest first, in words that an operator
 * recognises, such as {@code "GET /orders for 3200 ms on http-nio-8080-exec-4"}
 * @param oldest how long the oldest of them has been there at least, or empty if the
 * drain cannot tell
 */
public record Remaining(OptionalLong count, List<String> details, Optional<Duration> oldest) {

	private static final Remaining NOTHING = of(0);

	private static final Remaining UNKNOWN = new Remaining(OptionalLong.empty(), List.of(), Optional.empty());

	/**
	 * Creates what remains.
	 * @param count how many items are left, or empty if the drain cannot tell
	 * @param details the first few of them
	 * @param oldest the age of the oldest, or empty if the drain cannot tell
	 */
	public Remaining {
		details = List.copyOf(details);
	}

	/**
	 * Creates what remains, without an age.
	 * @param count how many items are left, or empty if the drain cannot tell
	 * @param details the first few of them
	 */
	public Remaining(OptionalLong count, List<String> details) {
		this(count, details, Optional.empty());
	}

	/**
	 * A number of items without details.
	 * @param count how many items are left, zero or more
	 * @return what remains
	 */
	public static Remaining of(long count) {
		return of(count, List.of());
	}

	/**
	 * A number of items, the first of them described.
	 * @param count how many items are left, zero or more
	 * @param details the first few of them, oldest first
	 * @return what remains
	 */
	public static Remaining of(long count, List<String> details) {
		return new Remaining(OptionalLong.of(count), details);
	}

	/**
	 * The same, with the age of the oldest item.
	 * @param oldest how long the oldest item has been there at least, zero or more
	 * @return what remains
	 */
	public Remaining withOldest(Duration oldest) {
		return new Remaining(this.count, this.details, Optional.of(oldest));
	}

	/**
	 * Nothing is left.
	 * @return a count of zero
	 */
	public static Remaining nothing() {
		return NOTHING;
	}

	/**
	 * The drain cannot tell what is left.
	 * @return no count
	 */
	public static Remaining unknown() {
		return UNKNOWN;
	}

	/**
	 * Whether it is certain that nothing is left.
	 * @return {@code true} if the count is known and zero
	 */
	public boolean isNothing() {
		return this.count.isPresent() && this.count.getAsLong() == 0;
	}

	/**
	 * Whether it is certain that something is left.
	 * @return {@code true} if the count is known and above zero
	 */
	public boolean isSomething() {
		return this.count.isPresent() && this.count.getAsLong() > 0;
	}

	@Override
	public String toString() {
		String count = this.count.isPresent() ? this.count.getAsLong() + " left" : "an unknown number left";
		return this.details.isEmpty() ? count : count + ": " + String.join("; ", this.details);
	}

}
