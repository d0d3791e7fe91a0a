package dev.lastcall.drain;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class DrainTests {

	private final DrainContext context = DrainContext.root(Deadline.after(Duration.ofSeconds(1), Ticker.system()),
			Ticker.system());

	@Test
	void drainOfItsPartsHasThem() throws Exception {
		List<DrainContext> drained = new ArrayList<>();
		Drain drain = Drain.of("mail", Stage.SINKS, drained::add);
		drain.drain(this.context);
		assertThat(drain.name()).isEqualTo("mail");
		assertThat(drain.stage()).isEqualTo(Stage.SINKS);
		assertThat(drained).containsExactly(this.context);
	}

	@Test
	void drainThatSaysNothingMoreComesAfterNobodyAndCannotTellWhatIsLeft() {
		Drain drain = Drain.of("mail", Stage.SINKS, (context) -> {
		});
		assertThat(drain.after()).isEmpty();
		assertThat(drain.remaining()).isEqualTo(Remaining.unknown());
		assertThat(drain.threads()).isEmpty();
	}

	@Test
	void drainPassesOnWhatItsActionThrows() {
		Drain drain = Drain.of("mail", Stage.SINKS, (context) -> {
			throw new IOException("no connection");
		});
		assertThatIOException().isThrownBy(() -> drain.drain(this.context)).withMessage("no connection");
	}

}
