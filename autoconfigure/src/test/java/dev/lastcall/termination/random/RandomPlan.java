package dev.lastcall.termination.random;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Budget;

/**
 * A random termination. The same seed makes the same plan.
 *
 * @param seed the seed
 * @param budget the budget
 * @param drains the drains; each comes after earlier ones at most
 * @param expediteAt when somebody expedites, in milliseconds
 * @param beginAgainAt when somebody begins once more, in milliseconds
 */
record RandomPlan(long seed, Budget budget, List<PlannedDrain> drains, Optional<Long> expediteAt, long beginAgainAt) {

	private static final List<Stage> STAGES = List.of(Stage.ANNOUNCE, Stage.LINGER, Stage.SOURCES, Stage.WORK,
			Stage.WORK, Stage.WORK, Stage.SINKS, Stage.CLOSE);

	static RandomPlan of(long seed) {
		Random random = new Random(seed);
		// Seeds that follow each other begin alike.
		random.nextLong();
		int total = 200 + random.nextInt(6000);
		Budget budget = budget(random, total);
		List<PlannedDrain> drains = new ArrayList<>();
		int count = random.nextInt(9);
		for (int index = 0; index < count; index++) {
			drains.add(drain(random, "d" + index, count, total, drains));
		}
		Optional<Long> expediteAt = (random.nextInt(3) == 0) ? Optional.of((long) random.nextInt(total))
				: Optional.empty();
		return new RandomPlan(seed, budget, List.copyOf(drains), expediteAt, random.nextInt(total));
	}

	private static Budget budget(Random random, int total) {
		return new Budget(Duration.ofMillis(total), part(random, total / 4), part(random, total / 4),
				part(random, total / 8), part(random, total / 5), part(random, total));
	}

	private static Duration part(Random random, int most) {
		return Duration.ofMillis((random.nextInt(5) == 0) ? 0 : random.nextInt(most + 1));
	}

	private static PlannedDrain drain(Random random, String name, int count, int total, List<PlannedDrain> earlier) {
		Stage stage = pick(random, STAGES);
		Set<String> after = earlier.stream()
			.filter((other) -> !other.stage().isAfter(stage) && random.nextInt(3) == 0)
			.map(PlannedDrain::name)
			.collect(Collectors.toCollection(TreeSet::new));
		// Most are short against the budget, some take no time, some take too long.
		long millis = switch (random.nextInt(6)) {
			case 0 -> 0;
			case 1 -> random.nextInt(total * 2);
			default -> random.nextInt(total / 8 + 1);
		};
		return new PlannedDrain(name, stage, after, pick(random, List.of(Conduct.values())), millis, random.nextInt(4),
				"d" + random.nextInt(count), answer(random), answer(random), answer(random));
	}

	private static Answer answer(Random random) {
		return (random.nextInt(4) > 0) ? Answer.TRUE : pick(random, List.of(Answer.values()));
	}

	private static <T> T pick(Random random, List<T> values) {
		return values.get(random.nextInt(values.size()));
	}

	PlannedDrain drain(String name) {
		return this.drains.stream().filter((drain) -> drain.name().equals(name)).findFirst().orElseThrow();
	}

	/**
	 * Whether nobody keeps the coordinator waiting for an answer.
	 */
	boolean isPrompt() {
		return this.drains.stream().allMatch(PlannedDrain::isPrompt);
	}

	@Override
	public String toString() {
		return "plan %d: %s, expedited at %s, begun again at %d%s".formatted(this.seed, this.budget, this.expediteAt,
				this.beginAgainAt, this.drains.stream().map((drain) -> "\n  " + drain).collect(Collectors.joining()));
	}

}
