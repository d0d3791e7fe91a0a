package dev.lastcall.termination.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlacedDrainTests {

	@Test
	void drainWithoutPlaceStaysItself() {
		Drain drain = new HeldDrain("queue", Stage.WORK);
		assertThat(PlacedDrain.place(List.of(drain), Map.of())).containsExactly(drain);
	}

	@Test
	void placeWithStageAloneKeepsTheDrainsOwnAfter() {
		Drain placed = place(new Place("sinks", null));
		assertThat(placed.stage()).isEqualTo(Stage.SINKS);
		assertThat(placed.after()).containsExactly("own-choice");
	}

	@Test
	void placeWithAfterAloneKeepsTheDrainsOwnStage() {
		Drain placed = place(new Place(null, Set.of()));
		assertThat(placed.stage()).isEqualTo(Stage.WORK);
		assertThat(placed.after()).isEmpty();
	}

	@Test
	void stageIsReadInAnyCase() {
		assertThat(place(new Place("Announce", null)).stage()).isEqualTo(Stage.ANNOUNCE);
	}

	@Test
	void placedDrainDoesWhatTheDrainDoes() throws Exception {
		Chatty drain = new Chatty();
		Drain placed = PlacedDrain.place(List.of(drain), Map.of("queue", new Place("sinks", null))).get(0);
		assertThat(placed.name()).isEqualTo("queue");
		assertThat(placed.remaining()).isEqualTo(Remaining.of(7));
		assertThat(placed.threads()).containsExactly(Thread.currentThread());
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> placed.drain(null))
			.withMessage("drained");
	}

	@Test
	void stagesWithoutDrainsAreRefused() {
		for (String stage : List.of("serving", "exit", "tidy-up", "")) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> place(new Place(stage, null)))
				.satisfies((ex) -> {
					assertThat(ex.problem())
						.isEqualTo("The property 'lastcall.drains.queue.stage' is '%s', which is not a stage.", stage);
					assertThat(ex.remedy())
						.isEqualTo("Set it to one of [announce, linger, sources, work, sinks, close].");
				});
		}
	}

	@Test
	void placeOfUnknownDrainIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> PlacedDrain.place(List.of(new Chatty()), Map.of("qeue", new Place("work", null))))
			.satisfies((ex) -> {
				assertThat(ex.problem())
					.isEqualTo("The properties 'lastcall.drains.qeue' place a drain that does not exist.");
				assertThat(ex.remedy()).isEqualTo("Name one of [queue], or remove them.");
			});
	}

	private static Drain place(Place place) {
		return PlacedDrain.place(List.of(new Chatty()), Map.of("queue", place)).get(0);
	}

	/**
	 * A drain of which every answer differs from the defaults.
	 */
	private static final class Chatty implements Drain {

		@Override
		public String name() {
			return "queue";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public Set<String> after() {
			return Set.of("own-choice");
		}

		@Override
		public void drain(DrainContext context) {
			throw new IllegalStateException("drained");
		}

		@Override
		public Remaining remaining() {
			return Remaining.of(7);
		}

		@Override
		public Collection<Thread> threads() {
			return List.of(Thread.currentThread());
		}

	}

}
