package dev.lastcall.termination;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.Stage;
import dev.lastcall.test.FakeDrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DrainPlanTests {

	@Test
	void drainsAreInTheOrderOfTheirStagesAndThenOfTheirDeclaration() {
		DrainPlan plan = DrainPlan
			.of(List.of(work("b"), in(Stage.CLOSE, "context"), work("a"), in(Stage.ANNOUNCE, "readiness"), work("c")));
		assertThat(plan.drains()).extracting(Drain::name).containsExactly("readiness", "b", "a", "c", "context");
		assertThat(plan.drainsOf(Stage.WORK)).extracting(Drain::name).containsExactly("b", "a", "c");
		assertThat(plan.drainsOf(Stage.SINKS)).isEmpty();
	}

	@Test
	void twoDrainsOfOneNameAreRefused() {
		assertRefused(
				"Two drains are named 'mail': one is a %s, the other a %s.".formatted(FakeDrain.class.getName(),
						"dev.lastcall.drain.SimpleDrain"),
				"Give each drain a name of its own.", work("mail"), Drain.of("mail", Stage.SINKS, (context) -> {
				}));
	}

	@Test
	void drainOutsideTheStagesThatHaveDrainsIsRefused() {
		String remedy = "Choose one of 'announce', 'linger', 'sources', 'work', 'sinks' and 'close'.";
		assertRefused("The drain 'mail' is in the stage 'serving', which has no drains.", remedy,
				in(Stage.SERVING, "mail"));
		assertRefused("The drain 'mail' is in the stage 'exit', which has no drains.", remedy, in(Stage.EXIT, "mail"));
	}

	@Test
	void drainAfterAnUnknownOneIsRefusedWithTheNamesThereAre() {
		assertRefused("The drain 'mail' comes after 'outbax', but no drain has that name.",
				"Name one of ['mail', 'outbox', 'tasks'], or remove the 'after'.", work("tasks"), work("outbox"),
				work("mail").after("outbax"));
	}

	@Test
	void drainAfterOneOfALaterStageIsRefused() {
		assertRefused("The drain 'mail' of the stage 'work' comes after 'outbox', which is in the later stage 'sinks'.",
				"Move one of them to the other's stage, or remove the 'after'.", work("mail").after("outbox"),
				in(Stage.SINKS, "outbox"));
	}

	@Test
	void drainMayComeAfterOneOfAnEarlierStage() {
		Drain sink = in(Stage.SINKS, "outbox").after("mail");
		assertThat(DrainPlan.of(List.of(sink, work("mail"))).drainsOf(Stage.SINKS)).containsExactly(sink);
	}

	@Test
	void drainAfterItselfIsRefused() {
		assertRefused("Drains wait for each other in a cycle: a after a.", "Remove one 'after' of the cycle.",
				work("a").after("a"));
	}

	@Test
	void cycleIsNamedWithoutThePathThatLeadsToIt() {
		assertRefused("Drains wait for each other in a cycle: b after c after d after b.",
				"Remove one 'after' of the cycle.", work("a").after("b"), work("b").after("c"), work("c").after("d"),
				work("d").after("b"));
	}

	@Test
	void cycleBehindAnHarmlessDrainIsFound() {
		assertRefused("Drains wait for each other in a cycle: b after c after b.", "Remove one 'after' of the cycle.",
				work("a"), work("b").after("a", "c"), work("c").after("a", "b"));
	}

	@Test
	void cycleIsNamedWithoutTheBranchesThatDoNotBelongToIt() {
		assertRefused("Drains wait for each other in a cycle: a after c after a.", "Remove one 'after' of the cycle.",
				work("a").after("b", "c"), work("b"), work("c").after("a"));
	}

	@Test
	void drainsThatMeetAgainAreNoCycle() {
		List<Drain> drains = List.of(work("top").after("left", "right"), work("left").after("bottom"),
				work("right").after("bottom"), work("bottom"));
		assertThat(DrainPlan.of(drains).drains()).hasSize(4);
	}

	@Test
	void thirtyDrainsThatComeAfterAllBeforeThemDoNotHangTheStart() {
		AtomicInteger questions = new AtomicInteger();
		List<Drain> drains = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			Set<String> before = drains.stream().map(Drain::name).collect(Collectors.toSet());
			drains.add(work("drain-" + i).after(() -> {
				assertThat(questions.incrementAndGet()).isLessThan(10_000);
				return before;
			}));
		}
		List<Drain> latestFirst = new ArrayList<>(drains);
		Collections.reverse(latestFirst);
		assertThat(DrainPlan.of(latestFirst).drains()).hasSize(30);
	}

	private static void assertRefused(String problem, String remedy, Drain... drains) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> DrainPlan.of(List.of(drains)))
			.satisfies((failure) -> assertThat(failure.problem()).isEqualTo(problem))
			.satisfies((failure) -> assertThat(failure.remedy()).isEqualTo(remedy));
	}

	private static FakeDrain work(String name) {
		return in(Stage.WORK, name);
	}

	private static FakeDrain in(Stage stage, String name) {
		return FakeDrain.in(stage, name);
	}

}
