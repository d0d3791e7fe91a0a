package dev.lastcall.termination.random;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.Budget;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.termination.random.Simulation.Heard;

/**
 * What was told in a simulation, with the deadlines that held. All times are nanoseconds
 * since the beginning.
 *
 * @param budget the budget of the termination
 * @param heard what was told
 */
record Timeline(Budget budget, List<Heard> heard) {

	<E extends TerminationEvent> List<E> all(Class<E> type) {
		return this.heard.stream().map(Heard::event).filter(type::isInstance).map(type::cast).toList();
	}

	Heard end() {
		return only((event) -> event instanceof TerminationEnded);
	}

	Heard began(Stage stage) {
		return only((event) -> event instanceof StageBegan began && began.stage() == stage);
	}

	Heard ended(Stage stage) {
		return only((event) -> event instanceof StageEnded ended && ended.stage() == stage);
	}

	private Heard only(Predicate<TerminationEvent> which) {
		return this.heard.stream().filter((one) -> which.test(one.event())).findFirst().orElseThrow();
	}

	private List<Heard> expedited() {
		return this.heard.stream().filter((one) -> one.event() instanceof TerminationExpedited).toList();
	}

	/**
	 * Whether the termination was in a hurry at some time.
	 */
	boolean isExpedited(long at) {
		return expedited().stream().anyMatch((one) -> one.nanos() <= at);
	}

	long deadline() {
		return expedited().stream()
			.mapToLong((one) -> one.nanos() + ((TerminationExpedited) one.event()).remaining().toNanos())
			.findFirst()
			.orElse(this.budget.total().toNanos());
	}

	/**
	 * The deadline of a stage, or the time at which it began or was expedited if that is
	 * later.
	 */
	long deadline(Stage stage) {
		return deadline(stage, Long.MAX_VALUE);
	}

	/**
	 * The same as far as it was known at some time.
	 */
	long deadline(Stage stage, long at) {
		long began = began(stage).nanos();
		long planned = this.budget.total().minus(this.budget.reservedAfter(stage)).toNanos();
		for (Heard hurry : expedited().stream().filter((one) -> one.nanos() <= at).toList()) {
			long hurried = deadline() - this.budget.expedite().reservedAfter(stage).toNanos();
			int index = this.heard.indexOf(hurry);
			if (index < this.heard.indexOf(began(stage))) {
				return Math.max(began, hurried);
			}
			if (index < this.heard.indexOf(ended(stage))) {
				return Math.max(hurry.nanos(), Math.min(planned, hurried));
			}
		}
		return Math.max(began, planned);
	}

	/**
	 * How long before a stage's deadline its drains may be cancelled.
	 */
	Duration cancelGrace(long at) {
		return (isExpedited(at) ? this.budget.expedite() : this.budget).cancelGrace();
	}

	List<Heard> steps(String drain) {
		return this.heard.stream().filter((one) -> drain.equals(nameIn(one.event()))).toList();
	}

	private static String nameIn(TerminationEvent event) {
		if (event instanceof DrainBegan drain) {
			return drain.drain();
		}
		if (event instanceof DrainCancelled drain) {
			return drain.drain();
		}
		if (event instanceof DrainInterrupted drain) {
			return drain.drain();
		}
		return (event instanceof DrainEnded drain) ? drain.drain() : "";
	}

	/**
	 * Where a drain stood just before something was told.
	 */
	DrainStatus statusBefore(String drain, Heard moment) {
		DrainStatus status = DrainStatus.WAITING;
		for (Heard one : this.heard.subList(0, this.heard.indexOf(moment))) {
			if (one.event() instanceof DrainBegan began && began.drain().equals(drain)) {
				status = DrainStatus.RUNNING;
			}
			else if (one.event() instanceof DrainEnded ended && ended.drain().equals(drain)) {
				status = ended.status();
			}
		}
		return status;
	}

}
