package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Report.DrainEntry;

/**
 * What a rehearsal says about the configuration. Immutable.
 *
 * @param gracePeriod for {@code terminationGracePeriodSeconds} and
 * {@code lastcall.budget.grace-period}, in whole seconds
 * @param lingerMinimum for {@code lastcall.linger.minimum}, in whole seconds
 * @param lingerMaximum for {@code lastcall.linger.maximum}, in whole seconds
 * @param sufficient whether everything came to rest; otherwise more is needed
 * @param arithmetic how the numbers come about, in full sentences
 */
public record Recommendation(Duration gracePeriod, Duration lingerMinimum, Duration lingerMaximum, boolean sufficient,
		List<String> arithmetic) {

	/**
	 * Half as much again: a rehearsal is one sample, taken on a day without an accident.
	 */
	private static final double HEADROOM = 1.5;

	/**
	 * Creates a recommendation.
	 * @param gracePeriod the grace period
	 * @param lingerMinimum the shortest linger
	 * @param lingerMaximum the longest linger
	 * @param sufficient whether everything came to rest
	 * @param arithmetic how the numbers come about
	 */
	public Recommendation {
		arithmetic = List.copyOf(arithmetic);
	}

	static Recommendation of(Rehearsal rehearsal) {
		Duration last = rehearsal.lastArrival().orElse(Duration.ZERO);
		Duration minimum = wholeSeconds(last);
		Duration maximum = wholeSeconds(withHeadroom(last));
		Budget budget = rehearsal.budget();
		Duration announce = took(rehearsal, Stage.ANNOUNCE);
		Duration work = took(rehearsal, Stage.SOURCES).plus(took(rehearsal, Stage.WORK));
		Duration sum = announce.plus(maximum)
			.plus(withHeadroom(work))
			.plus(budget.reservedAfter(Stage.WORK))
			.plus(budget.outside());
		List<String> arithmetic = new ArrayList<>();
		arithmetic.add("'lastcall.linger.minimum': the last request came %d ms after the announcement = %d s."
			.formatted(last.toMillis(), minimum.toSeconds()));
		arithmetic
			.add("'lastcall.linger.maximum': 1.5 x %d ms = %d s.".formatted(last.toMillis(), maximum.toSeconds()));
		arithmetic.add(
				"'terminationGracePeriodSeconds' and 'lastcall.budget.grace-period': %d ms (announce) + %d ms (linger) + 1.5 x %d ms (sources and work) + %d ms ('lastcall.reserve.sinks') + %d ms ('lastcall.reserve.close') + %d ms (exit) + %d ms ('lastcall.budget.pre-stop' and 'lastcall.budget.margin') = %d ms = %d s."
					.formatted(announce.toMillis(), maximum.toMillis(), work.toMillis(), budget.sinks().toMillis(),
							budget.close().toMillis(), budget.exit().toMillis(), budget.outside().toMillis(),
							sum.toMillis(), wholeSeconds(sum).toSeconds()));
		List<DrainEntry> unfinished = rehearsal.unfinished();
		if (!unfinished.isEmpty()) {
			arithmetic.add("More is needed than this, because these did not come to rest: %s."
				.formatted(unfinished.stream().map(Recommendation::describe).collect(Collectors.joining(", "))));
		}
		return new Recommendation(wholeSeconds(sum), minimum, maximum, unfinished.isEmpty(), arithmetic);
	}

	private static String describe(DrainEntry drain) {
		return "'%s' (%s after %d ms)".formatted(drain.name(), drain.status().label(), drain.elapsed().toMillis());
	}

	private static Duration took(Rehearsal rehearsal, Stage stage) {
		return rehearsal.stages()
			.stream()
			.filter((entry) -> entry.stage() == stage)
			.map(Report.StageEntry::elapsed)
			.reduce(Duration.ZERO, Duration::plus);
	}

	private static Duration withHeadroom(Duration duration) {
		return Duration.ofNanos((long) (duration.toNanos() * HEADROOM));
	}

	private static Duration wholeSeconds(Duration duration) {
		return Duration.ofSeconds(duration.plusSeconds(1).minusNanos(1).toSeconds());
	}

}
