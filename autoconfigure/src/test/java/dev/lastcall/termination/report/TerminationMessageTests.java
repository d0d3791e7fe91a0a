package dev.lastcall.termination.report;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.lastcall.termination.Cause;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationMessageTests {

	private static final List<String> SECTIONS = List.of("unfinished", "stacks", "stages", "finished");

	private final TerminationMessage message = new TerminationMessage();

	@Test
	void shortReportIsThereAsAWhole() {
		ReportDocument document = document(TestReports.forced());
		assertThat(read(document)).isEqualTo(TestReports.tree(document.all()));
	}

	@Test
	void messageCanBeWrittenAgain() {
		this.message.write(document(many(DrainStatus.ABANDONED, 1000)));
		ReportDocument document = document(TestReports.clean());
		assertThat(read(document)).isEqualTo(TestReports.tree(document.all()));
	}

	@Test
	void manyDrainsLeaveTheFirstOnesAndACountOfTheOthers() {
		JsonNode message = read(document(many(DrainStatus.ABANDONED, 1000)));
		int kept = message.get("unfinished").size();
		assertThat(kept).isGreaterThan(15);
		assertThat(message.get("omitted").get("unfinished").asInt()).isEqualTo(1000 - kept);
		assertThat(message.get("unfinished").get(kept - 1).get("drain").asString()).isEqualTo("drain-" + (kept - 1));
	}

	@Test
	void whatWentWellMakesRoomForWhatDidNot() {
		DrainEntry[] drains = new DrainEntry[101];
		for (int drain = 0; drain < 100; drain++) {
			drains[drain] = TestReports.drain("well-" + drain, DrainStatus.AT_REST);
		}
		drains[100] = TestReports.drain("culprit", DrainStatus.ABANDONED, TestReports.stack("worker", 3));
		JsonNode message = read(document(TestReports.report(drains).ended()));
		assertThat(message.get("unfinished").get(0).get("drain").asString()).isEqualTo("culprit");
		assertThat(message.get("stacks").get(0).get("frames")).hasSize(3);
		assertThat(message.get("stages")).hasSize(1);
		assertThat(message.get("finished").size()).isBetween(10, 99);
	}

	@Test
	void deepStackLeavesItsInnermostFrames() {
		JsonNode message = read(document(
				TestReports.report(TestReports.drain("orders", DrainStatus.ABANDONED, TestReports.stack("worker", 200)))
					.ended()));
		assertThat(message.get("stacks").get(0).get("frames").get(0).asString())
			.isEqualTo("com.example.Job0.run(Job.java:1)");
		assertThat(message.get("stacks").get(0).get("frames")).hasSize(6);
		assertThat(message.get("omitted").get("frames").asInt()).isEqualTo(194);
	}

	@Test
	void talkativeSenderIsOmittedAndNotCut() {
		Report report = new Report(new Cause.Signal("TERM", 15, "x".repeat(5000)), TestReports.clean().budget(),
				TestReports.clean().elapsed(), List.of(), List.of());
		JsonNode message = read(document(report));
		assertThat(message.has("sender")).isFalse();
		assertThat(message.get("signal").asString()).isEqualTo("SIGTERM");
		assertThat(message.get("omitted").get("fields").asInt()).isOne();
	}

	@Test
	void everyMessageFitsIsOfTheSchemaAndAccountsForEverything() {
		Random random = new Random(3);
		int full = 0;
		for (int run = 0; run < 2000; run++) {
			ReportDocument document = document(TestReports.random(random));
			JsonBuffer json = this.message.write(document);
			assertThat(json.isOverflown()).isFalse();
			assertThat(json.size()).isLessThanOrEqualTo(4096);
			full += (json.size() > 3000) ? 1 : 0;
			JsonNode message = TestReports.read(json);
			ReportSchema.assertValid(message);
			SECTIONS.forEach((section) -> assertAccounted(message, TestReports.tree(document.all()), section));
		}
		assertThat(full).isGreaterThan(100);
	}

	// What is there is the beginning of what there was, and the rest is counted.
	private static void assertAccounted(JsonNode message, JsonNode all, String section) {
		JsonNode kept = message.get(section);
		int omitted = message.path("omitted").path(section).asInt(0);
		assertThat(kept.size() + omitted).isEqualTo(all.get(section).size());
		IntStream.range(0, kept.size()).forEach((index) -> {
			for (Map.Entry<String, JsonNode> property : kept.get(index).properties()) {
				JsonNode whole = all.get(section).get(index).get(property.getKey());
				if (property.getKey().equals("frames")) {
					assertThat(whole.toString()).startsWith(property.getValue().toString().replaceAll("]$", ""));
				}
				else {
					assertThat(whole).isEqualTo(property.getValue());
				}
			}
		});
	}

	private JsonNode read(ReportDocument document) {
		return TestReports.read(this.message.write(document));
	}

	private static Report many(DrainStatus status, int count) {
		return TestReports
			.report(IntStream.range(0, count)
				.mapToObj((index) -> TestReports.drain("drain-" + index, status))
				.toArray(DrainEntry[]::new))
			.ended();
	}

	private static ReportDocument document(Report report) {
		return new ReportDocument(report, TestReports.IDENTITY.document(TestReports.NOW));
	}

}
