package dev.lastcall.termination;

import java.util.concurrent.atomic.AtomicReference;

import dev.lastcall.termination.Answer.Outcome;

/**
 * The one place where a coordinator's state changes. Anybody gives orders; only the
 * coordinator's thread settles what it has carried out. A termination takes precedence
 * over everything, and a rehearsal gives way to everything. Thread-safe and without
 * locks.
 */
final class StateMachine {

	private final AtomicReference<CoordinatorState> state = new AtomicReference<>(CoordinatorState.SERVING);

	CoordinatorState get() {
		return this.state.get();
	}

	boolean is(CoordinatorState state) {
		return this.state.get() == state;
	}

	Answer obey(Order order) {
		while (true) {
			CoordinatorState before = this.state.get();
			Answer answer = answer(order, before);
			if (this.state.compareAndSet(before, answer.state())) {
				return answer;
			}
		}
	}

	// Without an answer, which would need memory.
	void begin() {
		CoordinatorState before = this.state.get();
		while (!before.isLeaving() && !this.state.compareAndSet(before, CoordinatorState.TERMINATING)) {
			before = this.state.get();
		}
	}

	// Fails if another order came in the meantime, which then is the one to carry out.
	boolean settle(CoordinatorState from, CoordinatorState to) {
		return this.state.compareAndSet(from, to);
	}

	private static Answer answer(Order order, CoordinatorState state) {
		return switch (order) {
			case BEGIN -> begin(state);
			case QUIESCE -> quiesce(state);
			case RESUME -> resume(state);
			case REHEARSE -> rehearse(state);
		};
	}

	private static Answer begin(CoordinatorState state) {
		return switch (state) {
			case TERMINATING -> new Answer(Outcome.UNDER_WAY, state, "The termination has begun already.");
			case ENDED -> new Answer(Outcome.DONE, state, "The termination has ended.");
			default -> new Answer(Outcome.BEGUN, CoordinatorState.TERMINATING, "The termination begins.");
		};
	}

	private static Answer quiesce(CoordinatorState state) {
		return switch (state) {
			case QUIESCING -> new Answer(Outcome.UNDER_WAY, state, "The application is quiescing.");
			case QUIESCED -> new Answer(Outcome.DONE, state, "The application is quiesced.");
			case TERMINATING, ENDED -> new Answer(Outcome.DONE, state, "The application is leaving, which is more.");
			default -> new Answer(Outcome.BEGUN, CoordinatorState.QUIESCING, "The application quiesces.");
		};
	}

	private static Answer resume(CoordinatorState state) {
		return switch (state) {
			case SERVING -> new Answer(Outcome.DONE, state, "The application serves.");
			case RESUMING -> new Answer(Outcome.UNDER_WAY, state, "The application is resuming.");
			case TERMINATING, ENDED -> new Answer(Outcome.REFUSED, state,
					"The application is leaving, and a termination cannot be undone. Wait for its successor.");
			default -> new Answer(Outcome.BEGUN, CoordinatorState.RESUMING, "The application resumes.");
		};
	}

	private static Answer rehearse(CoordinatorState state) {
		return switch (state) {
			case SERVING -> new Answer(Outcome.BEGUN, CoordinatorState.REHEARSING, "The rehearsal begins.");
			case REHEARSING -> new Answer(Outcome.UNDER_WAY, state, "A rehearsal runs already.");
			case TERMINATING, ENDED ->
				new Answer(Outcome.REFUSED, state, "The application is leaving, and this is no rehearsal.");
			default -> new Answer(Outcome.REFUSED, state,
					"The application is %s, and a rehearsal begins with one that serves. Resume it first."
						.formatted(state.label()));
		};
	}

}
