package dev.lastcall.termination;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.test.EventRecord;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class EventsTests {

	private static final StageEnded EVENT = new StageEnded(Stage.WORK, Duration.ZERO);

	private final EventRecord first = new EventRecord();

	private final EventRecord last = new EventRecord();

	@Test
	void everyListenerHearsInOrder() {
		EventRecord record = new EventRecord();
		events(record, record).tell(EVENT);
		assertThat(record.all(StageEnded.class)).containsExactly(EVENT, EVENT);
	}

	@Test
	void listenerThatThrowsIsToldToTheOthersAndNotToItself() {
		EventRecord heardByFaulty = new EventRecord();
		IllegalStateException failure = new IllegalStateException("no");
		TerminationListener faulty = (event) -> {
			heardByFaulty.onEvent(event);
			throw failure;
		};
		events(this.first, faulty, this.last).tell(EVENT);
		PartFailed told = new PartFailed(faulty.getClass().getName(), failure);
		assertThat(this.first.all(TerminationEvent.class)).containsExactly(EVENT, told);
		assertThat(this.last.all(TerminationEvent.class)).containsExactly(EVENT, told);
		assertThat(heardByFaulty.all(TerminationEvent.class)).containsExactly(EVENT);
	}

	@Test
	void listenerThatThrowsAnErrorDoesNotStopAnything() {
		TerminationListener faulty = (event) -> {
			throw new NoClassDefFoundError("gone");
		};
		events(faulty, this.last).tell(EVENT);
		assertThat(this.last.lines()).hasSize(2).first().isEqualTo("stage work ended");
	}

	@Test
	void listenersThatThrowAtEachOthersFailuresDoNotGoRound() {
		IllegalStateException one = new IllegalStateException("one");
		TerminationListener faulty = (event) -> {
			throw one;
		};
		TerminationListener alsoFaulty = (event) -> {
			throw new IllegalStateException("other");
		};
		events(faulty, alsoFaulty, this.last).tell(EVENT);
		assertThat(this.last.all(PartFailed.class)).hasSize(2);
		assertThat(one.getSuppressed()).isNotEmpty();
	}

	@Test
	void listenersThatThrowTheSameErrorDoNotStopAnything() {
		// As HotSpot does when it runs out of memory.
		OutOfMemoryError same = new OutOfMemoryError("Java heap space");
		TerminationListener faulty = (event) -> {
			throw same;
		};
		TerminationListener alsoFaulty = (event) -> {
			throw same;
		};
		events(faulty, alsoFaulty, this.last).tell(EVENT);
		assertThat(this.last.all(StageEnded.class)).containsExactly(EVENT);
		assertThat(this.last.all(PartFailed.class)).hasSize(2);
	}

	private static Events events(TerminationListener... listeners) {
		return new Events(new EventRecord(), List.of(listeners), new SteppedTicker());
	}

}
