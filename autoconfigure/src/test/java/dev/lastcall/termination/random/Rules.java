package dev.lastcall.termination.random;

import java.util.List;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.random.Simulation.Heard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds in every termination, whatever its drains do.
 */
final class Rules {

	private static final List<Stage> STAGES = List.of(Stage.ANNOUNCE, Stage.LINGER, Stage.SOURCES, Stage.WORK,
			Stage.SINKS, Stage.CLOSE);

	/**
	 * How long an answer is waited for.
	 */
	private static final long QUESTION_NANOS = 101_000_000;

	private final Simulation simulation;

	private final RandomPlan plan;

	private final Timeline timeline;

	private Rules(Simulation simulation) {
		this.simulation = simulation;
		this.plan = simulation.plan();
		this.timeline = new Timeline(this.plan.budget(), simulation.heard());
	}

	static void check(Simulation simulation) {
		Rules rules = new Rules(simulation);
		rules.terminationBeginsOnceAndEndsWithinItsBudget();
		rules.stagesComeInOrderAndTimeRollsForward();
		STAGES.forEach(rules::stageEndsWhenAllIsAtRestOrAtItsDeadline);
		rules.everyDrainIsAccountedForOnce();
		rules.plan.drains().forEach(rules::drainBeginsWhenWhatItComesAfterIsAtRest);
		rules.plan.drains().forEach((drain) -> new DrainRules(drain, simulation, rules.timeline).check());
	}

	private void terminationBeginsOnceAndEndsWithinItsBudget() {
		assertThat(this.simulation.beginnings()).as("beginnings").isOne();
		assertThat(this.timeline.all(PartFailed.class)).isEmpty();
		assertThat(this.timeline.heard().get(0).event()).isInstanceOf(TerminationBegan.class);
		assertThat(this.timeline.all(TerminationBegan.class)).hasSize(1);
		assertThat(this.timeline.all(TerminationEnded.class)).hasSize(1);
		// A question that is not answered costs its time even if none is left.
		long questions = this.plan.drains().stream().filter((drain) -> !drain.isPrompt()).count() * 3;
		assertThat(this.timeline.end().nanos()).as("end")
			.isLessThanOrEqualTo(this.timeline.deadline() + questions * QUESTION_NANOS);
	}

	private void stagesComeInOrderAndTimeRollsForward() {
		assertThat(this.timeline.all(StageBegan.class)).extracting(StageBegan::stage).containsExactlyElementsOf(STAGES);
		assertThat(this.timeline.all(StageEnded.class)).extracting(StageEnded::stage).containsExactlyElementsOf(STAGES);
		long end = 0;
		for (Stage stage : STAGES) {
			assertThat(this.timeline.began(stage).nanos()).as("begin of %s", stage).isEqualTo(end);
			end = this.timeline.ended(stage).nanos();
		}
		for (Heard one : this.timeline.heard()) {
			if (one.event() instanceof DrainBegan began) {
				Stage stage = this.plan.drain(began.drain()).stage();
				assertThat(began.stage()).as("stage of %s", began.drain()).isEqualTo(stage);
				assertThat(one.nanos()).as("begin of %s", began.drain())
					.isBetween(this.timeline.began(stage).nanos(), this.timeline.ended(stage).nanos());
			}
		}
	}

	private void stageEndsWhenAllIsAtRestOrAtItsDeadline(Stage stage) {
		Heard end = this.timeline.ended(stage);
		long lastEnd = this.timeline.heard()
			.stream()
			.filter((one) -> one.event() instanceof DrainEnded ended && ended.stage() == stage)
			.mapToLong(Heard::nanos)
			.max()
			.orElse(this.timeline.began(stage).nanos());
		if (this.plan.isPrompt()) {
			assertThat(end.nanos()).as("end of %s", stage).isEqualTo(lastEnd);
			assertThat(end.nanos()).as("end of %s", stage).isLessThanOrEqualTo(this.timeline.deadline(stage));
		}
		for (PlannedDrain drain : this.plan.drains()) {
			if (drain.stage() == stage && end.nanos() < this.timeline.deadline(stage)) {
				assertNothingIsLeft(drain, end);
			}
		}
	}

	private void assertNothingIsLeft(PlannedDrain drain, Heard moment) {
		if (drain.remaining() == Answer.TRUE
				&& this.timeline.statusBefore(drain.name(), moment) == DrainStatus.AT_REST) {
			assertThat(moment.left()).as("what is left of '%s' before %s", drain.name(), moment)
				.containsEntry(drain.name(), 0L);
		}
	}

	private void everyDrainIsAccountedForOnce() {
		String[] names = this.plan.drains().stream().map(PlannedDrain::name).toArray(String[]::new);
		Report report = this.simulation.report();
		assertThat(report.drains()).extracting(DrainEntry::name).containsExactlyInAnyOrder(names);
		assertThat(report.drains()).extracting(DrainEntry::status)
			.isSubsetOf(DrainStatus.AT_REST, DrainStatus.FAILED, DrainStatus.ABANDONED);
		assertThat(report.stages()).extracting((stage) -> stage.stage()).containsExactlyElementsOf(STAGES);
		for (Report early : this.simulation.reports()) {
			assertThat(early.drains()).extracting(DrainEntry::name).doesNotHaveDuplicates().isSubsetOf(names);
		}
	}

	private void drainBeginsWhenWhatItComesAfterIsAtRest(PlannedDrain drain) {
		Heard begin = this.timeline.steps(drain.name()).get(0);
		if (begin.event() instanceof DrainBegan) {
			for (String name : drain.after()) {
				assertThat(this.timeline.statusBefore(name, begin)).as("'%s' before %s", name, begin)
					.isIn(DrainStatus.AT_REST, DrainStatus.FAILED, DrainStatus.ABANDONED);
				if (this.plan.drain(name).stage() == drain.stage()) {
					assertNothingIsLeft(this.plan.drain(name), begin);
				}
			}
		}
	}

}
