package dev.lastcall.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A Markdown table. Used by one thread.
 */
final class Markdown {

	private final StringBuilder table = new StringBuilder();

	/**
	 * Creates a table without rows. The first column is aligned left, all others right.
	 * @param header the cells of the header
	 */
	Markdown(String... header) {
		row((Object[]) header);
		this.table.append("|---")
			.append(String.join("", Collections.nCopies(header.length - 1, "|---:")))
			.append("|\n");
	}

	/**
	 * A table with a column for each side, their difference and their ratio.
	 * @return the table
	 */
	static Markdown comparison() {
		return new Markdown("", "stock", "Last Call", "difference", "ratio");
	}

	Markdown row(Object... cells) {
		this.table.append(Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n")));
		return this;
	}

	Markdown comparisonRow(String label, Sides<Duration> durations) {
		Duration stock = durations.stock();
		Duration lastCall = durations.lastCall();
		return row(label, millis(stock), millis(lastCall), millis(lastCall.minus(stock)), ratio(lastCall, stock));
	}

	static String millis(Duration duration) {
		double millis = duration.toNanos() / 1e6;
		return format((Math.abs(millis) < 10) ? "%.3f ms" : "%.0f ms", millis);
	}

	static String micros(Duration duration) {
		return format("%.1f us", duration.toNanos() / 1e3);
	}

	static String ratio(Duration duration, Duration base) {
		return format("%.3f", (double) duration.toNanos() / base.toNanos());
	}

	static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

	@Override
	public String toString() {
		return this.table.toString();
	}

}
