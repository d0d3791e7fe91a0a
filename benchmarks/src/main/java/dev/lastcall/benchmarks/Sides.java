package dev.lastcall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The same thing on both sides.
 *
 * @param <T> what it is
 * @param stock what it is without Last Call
 * @param lastCall what it is with Last Call
 */
record Sides<T>(T stock, T lastCall) {

	static <T> Sides<T> of(Function<Side, T> value) {
		return new Sides<>(value.apply(Side.STOCK), value.apply(Side.LAST_CALL));
	}

	/**
	 * Measures the sides in turn. The first round, which finds caches empty and databases
	 * new, does not count.
	 * @param <T> what one measurement is
	 * @param rounds how many measurements of each side count
	 * @param measurement makes one measurement
	 * @return the measurements
	 */
	static <T> Sides<List<T>> alternate(int rounds, Function<Side, T> measurement) {
		Sides<List<T>> measurements = of((side) -> new ArrayList<>());
		for (int round = 0; round <= rounds; round++) {
			for (Side side : Side.order(round)) {
				measurements.get(side).add(measurement.apply(side));
			}
		}
		return measurements.map((list) -> list.subList(1, list.size()));
	}

	T get(Side side) {
		return switch (side) {
			case STOCK -> this.stock;
			case LAST_CALL -> this.lastCall;
		};
	}

	<R> Sides<R> map(Function<T, R> function) {
		return new Sides<>(function.apply(this.stock), function.apply(this.lastCall));
	}

}
