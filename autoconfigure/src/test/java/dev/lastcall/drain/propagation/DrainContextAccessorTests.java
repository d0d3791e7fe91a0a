package dev.lastcall.drain.propagation;

import java.time.Duration;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Scope;
import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class DrainContextAccessorTests {

	private final DrainContext request = DrainContext.unending().child(Duration.ofSeconds(5));

	private final DrainContext other = DrainContext.unending().child(Duration.ofSeconds(5));

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().clearMissing(true).build();

	@AfterEach
	void threadIsClean() {
		assertThat(DrainContext.current()).isSameAs(DrainContext.unending());
	}

	@Test
	void registryFindsTheAccessor() {
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
			.filteredOn((accessor) -> accessor.key().equals("lastcall.drain-context"))
			.hasSize(1);
	}

	@Test
	void snapshotTakesTheContextToAnotherThread() {
		ContextSnapshot snapshot = snapshotOf(this.request);
		assertThat(Background.call("other", () -> snapshot.wrap(DrainContext::current).call()).result())
			.isSameAs(this.request);
	}

	@Test
	void whatWasBoundBeforeIsBoundAfterwardsAlsoAfterAnException() {
		ContextSnapshot snapshot = snapshotOf(this.request);
		try (Scope scope = this.other.bind()) {
			assertThat(scope).isNotNull();
			Runnable task = snapshot.wrap((Runnable) () -> {
				assertThat(DrainContext.current()).isSameAs(this.request);
				throw new IllegalStateException("broken");
			});
			assertThatIllegalStateException().isThrownBy(task::run);
			assertThat(DrainContext.current()).isSameAs(this.other);
		}
	}

	@Test
	void snapshotOfAThreadWithoutAContextBindsNone() {
		ContextSnapshot empty = this.snapshots.captureAll();
		try (Scope scope = this.other.bind()) {
			assertThat(scope).isNotNull();
			empty.wrap((Runnable) () -> assertThat(DrainContext.current()).isSameAs(DrainContext.unending())).run();
			assertThat(DrainContext.current()).isSameAs(this.other);
		}
	}

	private ContextSnapshot snapshotOf(DrainContext context) {
		try (Scope scope = context.bind()) {
			assertThat(scope).isNotNull();
			return this.snapshots.captureAll();
		}
	}

}
