package dev.lastcall.termination.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.lastcall.termination.Recommendation;
import dev.lastcall.termination.Rehearsal;
import dev.lastcall.termination.Report.DrainEntry;

/**
 * Description of a rehearsal.
 *
 * @param complete whether it ran to its end
 * @param elapsedMillis the time that it took
 * @param lastRequestMillis when the last request came after the announcement, zero if
 * none came, absent if nobody watched
 * @param stageMillis the time that each stage took
 * @param drains the drains that took part
 * @param skipped the drains that can neither be undone nor only wait
 * @param notResumed the drains that could not be undone
 * @param recommendation what follows from it, absent if it was not complete
 */
public record RehearsalDescriptor(boolean complete, long elapsedMillis, @Nullable Long lastRequestMillis,
		Map<String, Long> stageMillis, List<RehearsedDrain> drains, List<String> skipped, List<String> notResumed,
		@Nullable Advice recommendation) {

	static RehearsalDescriptor of(Rehearsal rehearsal) {
		Map<String, Long> stages = new LinkedHashMap<>();
		rehearsal.stages().forEach((stage) -> stages.put(stage.stage().label(), stage.elapsed().toMillis()));
		return new RehearsalDescriptor(rehearsal.complete(), rehearsal.elapsed().toMillis(),
				rehearsal.lastArrival().map(Duration::toMillis).orElse(null), stages,
				rehearsal.drains().stream().map(RehearsedDrain::of).toList(), rehearsal.skipped(),
				rehearsal.notResumed().stream().map(DrainEntry::name).toList(),
				rehearsal.recommendation().map(Advice::of).orElse(null));
	}

	/**
	 * Description of a drain in a rehearsal.
	 *
	 * @param name its name
	 * @param stage its stage
	 * @param status how it ended
	 * @param elapsedMillis the time that it took
	 * @param remaining how much it had left, absent if it could not tell
	 * @param failure what it threw, absent if it did not
	 */
	public record RehearsedDrain(String name, String stage, String status, long elapsedMillis, @Nullable Long remaining,
			@Nullable String failure) {

		private static RehearsedDrain of(DrainEntry drain) {
			OptionalLong count = drain.remaining().count();
			return new RehearsedDrain(drain.name(), drain.stage().label(), drain.status().label(),
					drain.elapsed().toMillis(), count.isPresent() ? count.getAsLong() : null,
					drain.failure().isEmpty() ? null : drain.failure());
		}

	}

	/**
	 * Description of a recommendation.
	 *
	 * @param gracePeriodSeconds for {@code terminationGracePeriodSeconds} and
	 * {@code lastcall.budget.grace-period}
	 * @param lingerMinimumSeconds for {@code lastcall.linger.minimum}
	 * @param lingerMaximumSeconds for {@code lastcall.linger.maximum}
	 * @param sufficient whether everything came to rest; otherwise more is needed
	 * @param arithmetic how the numbers come about
	 */
	public record Advice(long gracePeriodSeconds, long lingerMinimumSeconds, long lingerMaximumSeconds,
			boolean sufficient, List<String> arithmetic) {

		private static Advice of(Recommendation recommendation) {
			return new Advice(recommendation.gracePeriod().toSeconds(), recommendation.lingerMinimum().toSeconds(),
					recommendation.lingerMaximum().toSeconds(), recommendation.sufficient(),
					recommendation.arithmetic());
		}

	}

}
