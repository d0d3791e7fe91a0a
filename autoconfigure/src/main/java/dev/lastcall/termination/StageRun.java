package dev.lastcall.termination;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.lastcall.drain.Cancellation;
import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;

/**
 * A stage while it runs: begins its drains as soon as what they come after has ended, and
 * ends when all of them are at rest at the same time, or at its deadline. Shortly before
 * the deadline what still runs is pressed, at the deadline it is abandoned. Used by the
 * coordinator's thread only, except for the last words.
 */
final class StageRun {

	// Not made for each stage, because there may be no memory left.
	@SuppressWarnings("UnnecessaryLambda")
	private static final BooleanSupplier NEVER_LEFT = () -> false;

	private final Stage stage;

	private final DrainContext context;

	private final Crew crew;

	private final List<Pressure> pressures;

	// In the order in which they were declared.
	private final Map<String, DrainRun> runs = new LinkedHashMap<>();

	private final BooleanSupplier left;

	private final long began;

	private boolean told;

	StageRun(Stage stage, List<Drain> drains, Crew crew) {
		this(stage, drains, crew, NEVER_LEFT);
	}

	// Once it is left, the stage ends at once, and its drains are somebody else's.
	StageRun(Stage stage, List<Drain> drains, Crew crew, BooleanSupplier left) {
		this.stage = stage;
		this.crew = crew;
		this.left = left;
		this.context = crew.clock().enter(stage);
		for (Drain drain : drains) {
			this.runs.put(drain.name(), new DrainRun(drain, crew));
		}
		this.pressures = List.of(new Pressure(stage, crew.clock(), true, this.runs.values()),
				new Pressure(stage, crew.clock(), false, this.runs.values()));
		this.began = crew.ticker().nanos();
	}

	void run() {
		try {
			while (!hasRun()) {
				Patience.awaitMemory(this.crew.ticker());
			}
		}
		catch (Throwable ex) {
			giveUp(ex);
			throw ex;
		}
		finally {
			tellEnded();
		}
	}

	// Goes on without memory, but not for long after the deadline: the later stages have
	// a time of their own.
	private boolean hasRun() {
		try {
			tellBegan();
			runDrains();
			return true;
		}
		catch (OutOfMemoryError ex) {
			if (this.crew.clock().nanosLeft(this.stage) < -Patience.LIMIT.toNanos()) {
				throw ex;
			}
			return false;
		}
	}

	private void tellBegan() {
		if (!this.told) {
			tell(new StageBegan(this.stage, List.copyOf(this.runs.keySet()), this.context.remaining()));
			this.told = true;
		}
	}

	// Tried again for a moment.
	private void tellEnded() {
		boolean told = !this.told;
		for (int i = 0; i < Patience.LOOKS && !told; i++) {
			try {
				this.crew.watch().tell(this::tell);
				tell(new StageEnded(this.stage, Duration.ofNanos(this.crew.ticker().nanos() - this.began)));
				told = true;
			}
			catch (Throwable ex) {
				Patience.awaitMemory(this.crew.ticker());
			}
		}
	}

	// The later stages run without this one; what it leaves is told to stop, and named.
	private void giveUp(Throwable failure) {
		try {
			Cancellation reason = new Cancellation(Cancellation.Cause.DEADLINE,
					"The stage '%s' has failed.".formatted(this.stage.label()));
			this.runs.values().forEach((run) -> run.cancel(reason));
			abandon();
		}
		catch (Throwable ex) {
			if (ex != failure) {
				failure.addSuppressed(ex);
			}
		}
	}

	private void runDrains() {
		while (!this.left.getAsBoolean() && !isOver()) {
			this.crew.watch().tell(this::tell);
			if (this.context.deadline().hasPassed()) {
				// This thread may be late, and what it abandons has not been told to
				// stop.
				press();
				abandon();
				return;
			}
			beginReady();
			Deadline nextStep = press();
			collect();
			if (!isOver()) {
				this.crew.watch().over(this.stage, List.copyOf(this.runs.values()));
				this.crew.owner().await(nextStep.remainingNanos());
				collect();
			}
		}
	}

	// This and the next are called by whoever speaks the last words.
	List<ThreadStack> ownStacks() {
		return this.runs.values()
			.stream()
			.filter((run) -> run.status().isUnderWay())
			.flatMap((run) -> run.ownStacks().stream())
			.toList();
	}

	void tellAbandoned() {
		try (Asker asker = new Asker(this.crew.ticker(), this.crew.events()::tellAtOnce)) {
			this.runs.values()
				.stream()
				.filter((run) -> run.status().isUnderWay())
				.forEach((run) -> run.tellAbandoned(asker));
		}
	}

	private void collect() {
		for (DrainRun run : this.runs.values()) {
			run.collect();
		}
		this.crew.events().flush();
	}

	private void abandon() {
		for (DrainRun run : this.runs.values()) {
			run.abandon();
		}
		this.crew.events().flush();
	}

	// At rest means all at once: a drain that another one gave new work runs again.
	private boolean isOver() {
		if (!Succession.haveEnded(this.runs.values())) {
			return false;
		}
		Collection<DrainRun> disturbed = new SecondLook(this.crew.asker()).disturbed(this.runs.values());
		begin(disturbed);
		return disturbed.isEmpty();
	}

	// What a drain comes after may have got new work since it came to rest.
	private void beginReady() {
		Map<DrainRun, List<DrainRun>> ready = new LinkedHashMap<>();
		try {
			new Succession(this.runs).findReady(ready);
		}
		finally {
			// Also if one of them cannot tell what it comes after.
			beginUndisturbed(ready);
		}
	}

	private void beginUndisturbed(Map<DrainRun, List<DrainRun>> ready) {
		Set<DrainRun> before = new LinkedHashSet<>();
		ready.values().forEach(before::addAll);
		Collection<DrainRun> disturbed = new SecondLook(this.crew.asker()).disturbed(before);
		begin(disturbed);
		ready.values().removeIf((them) -> !Collections.disjoint(them, disturbed));
		begin(ready.keySet());
	}

	// All have been told of before the first begins: it may take its time to tell.
	private void begin(Collection<DrainRun> runs) {
		if (!runs.isEmpty()) {
			for (DrainRun run : runs) {
				run.begin();
			}
			this.crew.events().flush();
			collect();
		}
	}

	// The deadline of a stage moves when it is expedited, so the next step is found anew
	// each time.
	private Deadline press() {
		Deadline next = this.context.deadline();
		for (Pressure pressure : this.pressures) {
			next = next.earlierOf(pressure.press());
		}
		return next;
	}

	private void tell(TerminationEvent event) {
		this.crew.events().tell(event);
	}

}
