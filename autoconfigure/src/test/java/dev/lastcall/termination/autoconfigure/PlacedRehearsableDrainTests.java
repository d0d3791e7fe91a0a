package dev.lastcall.termination.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Place;
import dev.lastcall.test.FakeResumableDrain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drains that are more than a {@link Drain}, put in another place.
 */
class PlacedRehearsableDrainTests {

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(1), Ticker.system()),
			Ticker.system());

	@Test
	void resumableDrainStaysOne() throws Exception {
		FakeResumableDrain drain = FakeResumableDrain.in(Stage.WORK, "queue").quietFor(Duration.ofSeconds(7));
		ResumableDrain placed = (ResumableDrain) place(drain);
		placed.drain(this.context);
		placed.resume();
		placed.rehearse(this.context);
		assertThat(drain.calls()).containsExactly("drain", "resume", "rehearse");
		assertThat(placed.quiet()).contains(Duration.ofSeconds(7));
		assertThat(placed.stage()).isEqualTo(Stage.SINKS);
	}

	@Test
	void rehearsableDrainStaysOneThatCannotBeUndone() throws Exception {
		Rehearsed drain = new Rehearsed();
		Drain placed = place(drain);
		assertThat(placed).isInstanceOf(RehearsableDrain.class).isNotInstanceOf(ResumableDrain.class);
		((RehearsableDrain) placed).rehearse(this.context);
		assertThat(drain.rehearsals).isOne();
		assertThat(((RehearsableDrain) placed).quiet()).contains(Duration.ofSeconds(3));
	}

	@Test
	void otherDrainDoesNotBecomeRehearsable() {
		assertThat(place(new HeldDrain("queue", Stage.WORK))).isNotInstanceOf(RehearsableDrain.class);
	}

	@Test
	void placedDrainHandsBack() throws Exception {
		HandBack handBack = place(new Rehearsed()).handBack().orElseThrow();
		assertThat(handBack.handBack(this.context)).isEqualTo(5);
	}

	// A new method with a default would be forgotten otherwise.
	@Test
	void everyMethodIsPassedOn() {
		Class<?> placed = place(FakeResumableDrain.in(Stage.WORK, "queue")).getClass();
		assertThat(Arrays.stream(placed.getMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()) && method.isDefault())
			.map(Method::getName)).isEmpty();
	}

	private static Drain place(Drain drain) {
		return PlacedDrain.place(List.of(drain), Map.of("queue", new Place("sinks", null))).get(0);
	}

	/**
	 * A drain that can be rehearsed and hands back.
	 */
	private static final class Rehearsed implements RehearsableDrain {

		private int rehearsals;

		@Override
		public String name() {
			return "queue";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public void drain(DrainContext context) {
			throw new AssertionError("drained");
		}

		@Override
		public void rehearse(DrainContext context) {
			this.rehearsals++;
		}

		@Override
		public Optional<Duration> quiet() {
			return Optional.of(Duration.ofSeconds(3));
		}

		@Override
		public Optional<HandBack> handBack() {
			return Optional.of((context) -> 5);
		}

	}

}
