package dev.lastcall.termination.report;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.lastcall.termination.report.ReportDocument.Entry;
import dev.lastcall.termination.report.ReportDocument.Section;

/**
 * A {@link ReportDocument} in at most 4096 bytes, which is what Kubernetes keeps of a
 * container's termination message ({@code MaxContainerTerminationMessageLength} in
 * {@code pkg/kubelet/container}). Always valid JSON: what does not fit is left out as a
 * whole and counted under {@code omitted}; each section keeps its first entries. Used by
 * one thread at a time.
 */
final class TerminationMessage {

	static final int MOST_BYTES = 4096;

	/**
	 * The most that one field or entry may take, so that a talkative one leaves room for
	 * others.
	 */
	private static final int MOST_BYTES_OF_ENTRY = 1000;

	/**
	 * What is kept for the end: the name and the counts of everything that can be
	 * omitted, and what closes the message.
	 */
	private static final int TAIL = 200;

	private final JsonBuffer json = new JsonBuffer(MOST_BYTES, MOST_BYTES);

	private final Map<String, Integer> omitted = new LinkedHashMap<>();

	// The bytes of the message are the first ones of what it returns.
	JsonBuffer write(ReportDocument document) {
		this.json.rewind(0);
		this.omitted.clear();
		this.json.raw('{');
		document.head().forEach(this::field);
		document.sections().forEach(this::section);
		if (!this.omitted.isEmpty()) {
			this.json.raw(',').name("omitted").value(this.omitted);
		}
		return this.json.raw('}');
	}

	private void field(String name, Object value) {
		int mark = this.json.size();
		if (mark > 1) {
			this.json.raw(',');
		}
		this.json.name(name).value(value);
		if (!fits(mark)) {
			this.json.rewind(mark);
			omit("fields", 1);
		}
	}

	private void section(Section section) {
		this.json.raw(',').name(section.name()).raw('[');
		int begin = this.json.size();
		// Forgoes everything after the first that does not fit, so that what is there
		// has no gaps.
		section.entries().forEachOrdered((entry) -> {
			if (this.omitted.containsKey(section.name()) || !entry(entry, this.json.size() == begin)) {
				omit(section.name(), 1);
			}
		});
		this.json.raw(']');
	}

	private boolean entry(Entry entry, boolean first) {
		if (value(entry.full(), first)) {
			return true;
		}
		if (entry.lacks() == 0 || !value(entry.brief(), first)) {
			return false;
		}
		omit(entry.lacking(), entry.lacks());
		return true;
	}

	private boolean value(Object value, boolean first) {
		int mark = this.json.size();
		if (!first) {
			this.json.raw(',');
		}
		this.json.value(value);
		boolean fits = fits(mark);
		if (!fits) {
			this.json.rewind(mark);
		}
		return fits;
	}

	private boolean fits(int mark) {
		return !this.json.isOverflown() && this.json.size() - mark <= MOST_BYTES_OF_ENTRY
				&& this.json.size() <= MOST_BYTES - TAIL;
	}

	private void omit(String what, int count) {
		this.omitted.merge(what, count, Integer::sum);
	}

}
