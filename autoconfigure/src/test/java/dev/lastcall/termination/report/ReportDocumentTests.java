package dev.lastcall.termination.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Report;

import static org.assertj.core.api.Assertions.assertThat;

class ReportDocumentTests {

	@Test
	void documentTellsWhatHappenedTheMostImportantFirst() {
		Map<String, Object> document = new ReportDocument(TestReports.forced(),
				TestReports.IDENTITY.document(TestReports.NOW))
			.all();
		assertThat(document.keySet()).containsExactly("version", "verdict", "halted", "cause", "signal", "sender",
				"elapsedMillis", "budgetMillis", "application", "host", "pid", "startedAt", "writtenAt", "unfinished",
				"stacks", "stages", "finished");
		JsonNode tree = TestReports.tree(document);
		assertThat(tree.get("verdict").asString()).isEqualTo("forced");
		assertThat(tree.get("halted").asBoolean()).isFalse();
		assertThat(tree.get("cause").asString()).isEqualTo("signal");
		assertThat(tree.get("signal").asString()).isEqualTo("SIGTERM");
		assertThat(tree.get("sender").asString()).isEqualTo("process 17 (bash), user 0");
		assertThat(tree.get("unfinished")).hasToString(
				"""
						[{"drain":"orders","stage":"work","status":"abandoned","elapsedMillis":300,"remaining":2,"details":["GET /a","GET /b"]}]""");
		assertThat(tree.get("stages"))
			.hasToString("[{\"stage\":\"work\",\"elapsedMillis\":300,\"allowanceMillis\":22000}]");
		assertThat(tree.get("finished")).hasToString(
				"[{\"drain\":\"mail\",\"stage\":\"work\",\"status\":\"at-rest\",\"elapsedMillis\":300,\"remaining\":0}]");
		JsonNode stack = tree.get("stacks").get(0);
		assertThat(stack.get("drain").asString()).isEqualTo("orders");
		assertThat(stack.get("state").asString()).isEqualTo("timed-waiting");
		assertThat(stack.get("frames")).hasSize(20);
		assertThat(stack.get("frames").get(0).asString()).isEqualTo("com.example.Job0.run(Job.java:1)");
	}

	@Test
	void haltedProcessNamesWhatStoodInTheWayFirst() {
		JsonNode tree = TestReports.tree(ReportDocument.of(TestReports.halted()));
		assertThat(tree.get("halted").asBoolean()).isTrue();
		assertThat(tree.get("verdict").asString()).isEqualTo("forced");
		assertThat(tree.get("stacks").get(0).get("thread").asString()).isEqualTo("culprit");
		assertThat(tree.get("stacks").get(0).has("drain")).isFalse();
	}

	@Test
	void causesAreNamedForTheirTypes() {
		assertThat(cause(new Cause.ContextClose())).containsEntry("cause", "context-close").doesNotContainKey("signal");
		assertThat(cause(new Cause.JvmShutdown())).containsEntry("cause", "jvm-shutdown");
		assertThat(cause(new Cause.Endpoint("drain"))).containsEntry("cause", "endpoint");
		assertThat(cause(new Cause.StartFailure())).containsEntry("cause", "start-failure");
		assertThat(cause(new Cause.Test())).containsEntry("cause", "test");
		assertThat(cause(new Cause.Signal("INT", 2, ""))).containsEntry("signal", "SIGINT").doesNotContainKey("sender");
	}

	@Test
	void everyDocumentIsOfTheSchema() {
		Random random = new Random(2);
		for (int run = 0; run < 300; run++) {
			ReportSchema.assertValid(TestReports.tree(ReportDocument.of(TestReports.random(random))));
		}
		ReportSchema.assertValid(TestReports.tree(ReportDocument.of(TestReports.report())));
	}

	@Test
	void documentOfEachCauseIsOfTheSchema() {
		List<Cause> causes = List.of(new Cause.Signal("TERM", 15, "process 17 (bash), user 0,"),
				new Cause.ContextClose(), new Cause.JvmShutdown(), new Cause.Endpoint("shutdown"),
				new Cause.StartFailure(), new Cause.Test());
		assertThat(causes).extracting(Object::getClass).containsExactlyInAnyOrder(Cause.class.getPermittedSubclasses());
		causes.forEach((cause) -> ReportSchema.assertValid(TestReports.tree(cause(cause))));
	}

	@Test
	void schemaIsNotOfEveryDocument() {
		Map<String, Object> document = new LinkedHashMap<>(ReportDocument.of(TestReports.clean()));
		ReportSchema.assertValid(TestReports.tree(document));
		document.put("verdict", "perhaps");
		ReportSchema.assertInvalid(TestReports.tree(document));
		document.put("verdict", "clean");
		document.remove("unfinished");
		ReportSchema.assertInvalid(TestReports.tree(document));
	}

	private static Map<String, Object> cause(Cause cause) {
		return ReportDocument.of(new Report(cause, Duration.ZERO, Duration.ZERO, List.of(), List.of()));
	}

}
