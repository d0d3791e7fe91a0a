package dev.lastcall.termination.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Budgets;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.actuate.DrainEndpoint.DrainDescriptor;
import dev.lastcall.termination.actuate.DrainEndpoint.TerminationDescriptor;
import dev.lastcall.termination.report.ReportDocument;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class DrainEndpointTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final Coordinator coordinator = new Coordinator(Budgets.TEN_SECONDS, List.of(), this.ticker);

	private final HeldDrain held = new HeldDrain("held", Stage.WORK);

	private final DrainEndpoint endpoint = new DrainEndpoint(this.coordinator);

	@BeforeEach
	void prepare() {
		this.coordinator.prepare(List.of(this.held, new Broken(), new Follower()));
	}

	@AfterEach
	void end() {
		this.held.release();
		this.coordinator.begin(new Cause.ContextClose());
		assertThat(this.coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void servingApplicationTellsWhatATerminationWouldDrainEvenIfOneDrainCannot() {
		assertThat(this.endpoint.drain())
			.isEqualTo(new TerminationDescriptor("serving", "serving", null, 10_000, 0, 10_000, List.of(
					new DrainDescriptor("broken", "sources", Set.of(), "waiting", 0, null, List.of(), null, null, null,
							null),
					new DrainDescriptor("held", "work", Set.of(), "waiting", 0, 1L, List.of(), null, null, null, null),
					new DrainDescriptor("follower", "work", Set.of("held"), "waiting", 0, 2L, List.of("a", "b"), null,
							null, null, null)),
					null, null));
	}

	@Test
	void terminationTellsWhereItStands() throws Exception {
		this.coordinator.begin(new Cause.Signal("TERM", 15, ""));
		this.held.awaitBegun();
		this.ticker.advance(Duration.ofSeconds(3));
		assertThat(this.endpoint.drain())
			.isEqualTo(new TerminationDescriptor("terminating", "work", "SIGTERM", 10_000, 3_000, 7_000,
					List.of(new DrainDescriptor("broken", "sources", Set.of(), "failed", 0, null, List.of(), null, null,
							null, "java.lang.IllegalStateException: no broker"),
							new DrainDescriptor("held", "work", Set.of(), "running", 3_000, 1L, List.of(), null, null,
									null, null),
							new DrainDescriptor("follower", "work", Set.of("held"), "waiting", 0, 2L, List.of("a", "b"),
									null, null, null, null)),
					null, ReportDocument.of(this.coordinator.report().orElseThrow())));
	}

	@Test
	void endedTerminationTellsHowItEnded() throws Exception {
		this.coordinator.begin(new Cause.ContextClose());
		this.held.awaitBegun();
		this.ticker.advance(Duration.ofSeconds(3));
		end();
		TerminationDescriptor descriptor = this.endpoint.drain();
		assertThat(descriptor.stage()).isEqualTo("exit");
		assertThat(descriptor.report()).containsEntry("verdict", "forced").containsEntry("cause", "context-close");
		assertThat(descriptor.drains()).extracting(DrainDescriptor::status).contains("failed", "at-rest");
		assertThat(descriptor.drains()).filteredOn((drain) -> drain.name().equals("held"))
			.extracting(DrainDescriptor::elapsedMillis)
			.containsExactly(3_000L);
	}

	private static final class Broken implements Drain {

		@Override
		public String name() {
			return "broken";
		}

		@Override
		public Stage stage() {
			return Stage.SOURCES;
		}

		@Override
		public void drain(DrainContext context) {
			throw new IllegalStateException("no broker");
		}

		@Override
		public Remaining remaining() {
			throw new IllegalStateException("cannot tell");
		}

	}

	private static final class Follower implements Drain {

		private volatile boolean drained;

		@Override
		public String name() {
			return "follower";
		}

		@Override
		public Stage stage() {
			return Stage.WORK;
		}

		@Override
		public Set<String> after() {
			return Set.of("held");
		}

		@Override
		public void drain(DrainContext context) {
			this.drained = true;
		}

		@Override
		public Remaining remaining() {
			return this.drained ? Remaining.nothing() : Remaining.of(2, List.of("a", "b"));
		}

	}

}
