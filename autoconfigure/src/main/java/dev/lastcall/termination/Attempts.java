package dev.lastcall.termination;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;

/**
 * What was last done to each drain outside of a termination. Used by the coordinator's
 * thread only.
 */
final class Attempts {

	private final Means means;

	private final Map<String, Attempt> last = new LinkedHashMap<>();

	Attempts(Means means) {
		this.means = means;
	}

	Attempt next(Drain drain, AttemptKind kind) {
		Attempt earlier = this.last.get(drain.name());
		Attempt next = new Attempt(drain, kind, kept(earlier, kind), this.means);
		this.last.put(drain.name(), next);
		return next;
	}

	// One that is over is forgotten, unless the termination goes on from it.
	private static @Nullable Attempt kept(@Nullable Attempt earlier, AttemptKind kind) {
		if (earlier == null || (kind == AttemptKind.CONTINUE && earlier.isDraining())) {
			return earlier;
		}
		earlier.stop();
		return earlier.isOccupied() ? earlier : null;
	}

	boolean isDrained(Drain drain) {
		Attempt last = this.last.get(drain.name());
		return last != null && last.isDraining() && last.isAtRest();
	}

	List<Attempt> undo(Stage stage) {
		List<ResumableDrain> drains = this.last.values()
			.stream()
			.filter((attempt) -> attempt.stage() == stage && attempt.mustBeUndone())
			.map(Attempt::subject)
			.filter(ResumableDrain.class::isInstance)
			.map(ResumableDrain.class::cast)
			.toList();
		return drains.stream().map((drain) -> next(drain, AttemptKind.UNDO)).toList();
	}

	List<Drain> goOn(List<Drain> drains) {
		return drains.stream()
			.map((drain) -> this.last.containsKey(drain.name()) ? next(drain, AttemptKind.CONTINUE) : drain)
			.toList();
	}

}
