package dev.lastcall.drain;

import java.util.List;
import java.util.OptionalLong;

/**
 * How much a drain still has to bring to rest, seen at one moment. Immutable.
 *
 * @param count how many items are left, or empty if the drain cannot tell
 * @param details the first few of them, oldest first, in words that an operator
 * recognises, such as {@code "GET /orders for 3200 ms on http-nio-8080-exec-4"}
 */
public record Remaining(OptionalLong count, List<String> details) {

	private static final Remaining NOTHING = of(0);

	private static final Remaining UNKNOWN = new Remaining(OptionalLong.empty(), List.of());

	/**
	 * Creates what remains.
	 * @param count how many items are left, or empty if the drain cannot tell
	 * @param details the first few of them
	 */
	public Remaining {
		details = List.copyOf(details);
	}

	/**
	 * A number of items without details.
	 * @param count how many items are left, zero or more
	 * @return what remains
	 */
	public static Remaining of(long count) {
		return new Remaining(OptionalLong.of(count), List.of());
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
