package dev.lastcall.termination.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.ThreadStack;

/**
 * Reports to be written, and what an independent reader makes of them.
 */
final class TestReports {

	static final Instant NOW = Instant.parse("2026-11-23T01:02:03.004Z");

	static final RunIdentity IDENTITY = new RunIdentity("order-service", "pod-1", new RunningProcess(17, "boot/4711"),
			NOW);

	static final Cause TERM = new Cause.Signal("TERM", 15, "process 17 (bash), user 0,");

	private static final JsonMapper MAPPER = new JsonMapper();

	private TestReports() {
	}

	static Report clean() {
		return report(drain("mail", DrainStatus.AT_REST)).ended();
	}

	static Report forced() {
		return report(drain("mail", DrainStatus.AT_REST), drain("orders", DrainStatus.ABANDONED, stack("worker-1", 20)))
			.ended();
	}

	static Report halted() {
		return halted(stack("culprit", 3));
	}

	static Report halted(ThreadStack blocker) {
		return report(drain("orders", DrainStatus.RUNNING)).halted(List.of(blocker));
	}

	static Report report(DrainEntry... drains) {
		return new Report(TERM, Duration.ofSeconds(28), Duration.ofMillis(312),
				List.of(new StageEntry(Stage.WORK, Duration.ofMillis(300), Duration.ofSeconds(22))),
				Arrays.asList(drains));
	}

	static DrainEntry drain(String name, DrainStatus status, ThreadStack... stacks) {
		boolean atRest = status == DrainStatus.AT_REST;
		return new DrainEntry(Stage.WORK, name, status, Duration.ofMillis(300),
				atRest ? Remaining.nothing() : Remaining.of(2, List.of("GET /a", "GET /b")), "", Arrays.asList(stacks),
				0);
	}

	static ThreadStack stack(String thread, int depth) {
		List<StackTraceElement> frames = new ArrayList<>();
		for (int frame = 0; frame < depth; frame++) {
			frames.add(new StackTraceElement("com.example.Job" + frame, "run", "Job.java", frame + 1));
		}
		return new ThreadStack(thread, Thread.State.TIMED_WAITING, frames);
	}

	// Short and long, many and few, and every kind of character.
	static Report random(Random random) {
		List<DrainEntry> drains = new ArrayList<>();
		for (int drain = random.nextInt(1 << random.nextInt(8)); drain > 0; drain--) {
			drains.add(drain(random));
		}
		Report report = new Report(
				random.nextBoolean() ? new Cause.ContextClose() : new Cause.Signal("TERM", 15, text(random)),
				Duration.ofMillis(random.nextInt(100_000)), Duration.ofMillis(random.nextInt(100_000)),
				List.of(new StageEntry(Stage.SOURCES, Duration.ZERO, Duration.ofDays(random.nextInt(1000)))), drains);
		return random.nextBoolean() ? report.ended() : report.halted(stacks(random));
	}

	private static DrainEntry drain(Random random) {
		DrainStatus[] statuses = DrainStatus.values();
		List<String> details = new ArrayList<>();
		for (int detail = random.nextInt(4); detail > 0; detail--) {
			details.add(text(random));
		}
		return new DrainEntry(Stage.WORK, text(random), statuses[random.nextInt(statuses.length)],
				Duration.ofMillis(random.nextInt(100_000)),
				new Remaining(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
						details),
				random.nextBoolean() ? "" : text(random), stacks(random), random.nextInt(3));
	}

	private static List<ThreadStack> stacks(Random random) {
		List<ThreadStack> stacks = new ArrayList<>();
		for (int stack = random.nextInt(3); stack > 0; stack--) {
			stacks.add(stack(text(random), random.nextInt(80)));
		}
		return stacks;
	}

	static String text(Random random) {
		int[] bounds = { 0x80, 0x100, 0x900, 0x10000, 0x110000 };
		StringBuilder text = new StringBuilder();
		for (int length = 1 + random.nextInt(1 << random.nextInt(11)); length > 0; length--) {
			text.appendCodePoint(random.nextInt(bounds[random.nextInt(bounds.length)]));
		}
		// No halves of surrogate pairs.
		return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	static JsonNode read(JsonBuffer json) {
		return MAPPER.readTree(new String(json.bytes(), 0, json.size(), StandardCharsets.UTF_8));
	}

	static JsonNode read(Path file) {
		return MAPPER.readTree(file.toFile());
	}

	static JsonNode tree(Object value) {
		return MAPPER.readTree(MAPPER.writeValueAsString(value));
	}

}
