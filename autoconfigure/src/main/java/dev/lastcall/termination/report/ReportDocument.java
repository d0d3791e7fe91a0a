package dev.lastcall.termination.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.ThreadStack;

/**
 * A {@link Report} as {@code docs/report.schema.json} describes it, in maps, lists,
 * texts, numbers and booleans, the most important first. Immutable.
 */
public final class ReportDocument {

	/**
	 * The version of the schema. A field may be added without a new one.
	 */
	static final int VERSION = 1;

	private final Report report;

	private final Map<String, Object> origin;

	/**
	 * Creates a document.
	 * @param report what happened
	 * @param origin which process wrote it, and when; empty if the reader knows
	 */
	ReportDocument(Report report, Map<String, Object> origin) {
		this.report = report;
		this.origin = origin;
	}

	/**
	 * A report whose reader knows which process it comes from.
	 * @param report what happened
	 * @return all of it, in the order of the schema
	 */
	public static Map<String, Object> of(Report report) {
		return new ReportDocument(report, Map.of()).all();
	}

	Map<String, Object> all() {
		Map<String, Object> all = head();
		sections().forEach((section) -> all.put(section.name(), section.entries().map(Entry::full).toList()));
		return all;
	}

	Map<String, Object> head() {
		Map<String, Object> head = new LinkedHashMap<>();
		head.put("version", VERSION);
		head.put("verdict", this.report.ending().verdict().label());
		head.put("halted", this.report.ending().halted());
		head.put("cause", type(this.report.cause()));
		if (this.report.cause() instanceof Cause.Signal signal) {
			head.put("signal", signal.describe());
			putText(head, "sender", signal.sender().replaceAll(",$", ""));
		}
		head.put("elapsedMillis", this.report.elapsed().toMillis());
		head.put("budgetMillis", this.report.budget().toMillis());
		head.putAll(this.origin);
		return head;
	}

	// What went wrong, where it stood, how long the stages took, and what went well.
	List<Section> sections() {
		return List.of(new Section("unfinished", this.report.unfinished().stream().map(ReportDocument::drain)),
				new Section("stacks", stacks()),
				new Section("stages", this.report.stages().stream().map(ReportDocument::stage)),
				new Section("finished",
						this.report.drains()
							.stream()
							.filter((drain) -> drain.status().isFinished())
							.map(ReportDocument::drain)));
	}

	// A cause is named for its type, such as 'context-close', so that a new one has a
	// name too.
	private static String type(Cause cause) {
		return cause.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

	private static Entry drain(DrainEntry drain) {
		Map<String, Object> brief = new LinkedHashMap<>();
		brief.put("drain", drain.name());
		brief.put("stage", drain.stage().label());
		brief.put("status", drain.status().label());
		brief.put("elapsedMillis", drain.elapsed().toMillis());
		drain.remaining().count().ifPresent((count) -> brief.put("remaining", count));
		if (drain.handedBack() > 0) {
			brief.put("handedBack", drain.handedBack());
		}
		Map<String, Object> full = new LinkedHashMap<>(brief);
		if (!drain.remaining().details().isEmpty()) {
			full.put("details", drain.remaining().details());
		}
		putText(full, "failure", drain.failure());
		return new Entry(full, brief, "details", full.size() - brief.size());
	}

	private Stream<Entry> stacks() {
		Stream<Entry> blockers = this.report.ending().blockers().stream().map((stack) -> stack("", stack));
		return Stream.concat(blockers,
				this.report.drains()
					.stream()
					.flatMap((drain) -> drain.stacks().stream().map((stack) -> stack(drain.name(), stack))));
	}

	private static Entry stack(String drain, ThreadStack stack) {
		List<String> frames = new ArrayList<>();
		stack.lines().forEach(frames::add);
		Map<String, Object> brief = new LinkedHashMap<>();
		putText(brief, "drain", drain);
		brief.put("thread", stack.thread());
		brief.put("state", stack.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
		Map<String, Object> full = new LinkedHashMap<>(brief);
		full.put("frames", frames);
		List<String> first = frames.subList(0, Math.min(Entry.BRIEF_FRAMES, frames.size()));
		brief.put("frames", first);
		return new Entry(full, brief, "frames", frames.size() - first.size());
	}

	private static Entry stage(StageEntry stage) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("stage", stage.stage().label());
		all.put("elapsedMillis", stage.elapsed().toMillis());
		all.put("allowanceMillis", stage.allowance().toMillis());
		return new Entry(all, all, "stages", 0);
	}

	private static void putText(Map<String, Object> map, String name, String text) {
		if (!text.isEmpty()) {
			map.put(name, text);
		}
	}

	/**
	 * A part of the document that has any number of entries.
	 *
	 * @param name its name in the document
	 * @param entries its entries, made one after the other; can be used once
	 */
	record Section(String name, Stream<Entry> entries) {
	}

	/**
	 * An entry of a section, and what is left of it where there is little room.
	 *
	 * @param full all of it
	 * @param brief the most important of it
	 * @param lacking what the brief form lacks
	 * @param lacks how much of that it lacks
	 */
	record Entry(Map<String, Object> full, Map<String, Object> brief, String lacking, int lacks) {

		private static final int BRIEF_FRAMES = 6;

	}

}
