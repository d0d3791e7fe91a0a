package dev.lastcall.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.DrainContext.Scope;
import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class CurrentDrainContextTests {

	private static final Cancellation REASON = new Cancellation(Cause.DEADLINE, "The deadline is near.");

	private final SteppedTicker ticker = new SteppedTicker();

	private final DrainContext outer = DrainContext.root(Deadline.after(Duration.ofSeconds(9), this.ticker),
			this.ticker);

	private final DrainContext inner = this.outer.child(Duration.ofSeconds(1));

	@AfterEach
	void threadIsClean() {
		assertThat(DrainContext.current()).isSameAs(DrainContext.unending());
	}

	@Test
	void contextIsCurrentUntilItsScopeIsClosed() {
		try (Scope scope = this.outer.bind()) {
			assertThat(scope).isNotNull();
			assertThat(DrainContext.current()).isSameAs(this.outer);
			assertThat(DrainContext.currentOr(this.inner)).isSameAs(this.outer);
		}
		assertThat(DrainContext.currentOr(this.inner)).isSameAs(this.inner);
	}

	@Test
	void scopesNestAlsoOfTheSameContext() {
		try (Scope first = this.outer.bind()) {
			try (Scope second = this.inner.bind(); Scope third = this.inner.bind()) {
				assertThat(List.of(first, second, third)).hasSize(3);
				assertThat(DrainContext.current()).isSameAs(this.inner);
			}
			assertThat(DrainContext.current()).isSameAs(this.outer);
		}
	}

	@Test
	void exceptionLeavesNothingBehind() {
		assertThatIllegalStateException().isThrownBy(() -> {
			try (Scope scope = this.outer.bind()) {
				throw new IllegalStateException("in " + scope);
			}
		});
	}

	@Test
	void otherThreadsSeeNothingOfIt() {
		try (Scope scope = this.outer.bind()) {
			assertThat(scope).isNotNull();
			assertThat(Background.call("other", DrainContext::current).result()).isSameAs(DrainContext.unending());
		}
	}

	@Test
	void bindingTheUnendingContextBindsNone() {
		try (Scope first = this.outer.bind()) {
			try (Scope second = DrainContext.unending().bind()) {
				assertThat(List.of(first, second)).hasSize(2);
				assertThat(DrainContext.currentOr(this.inner)).isSameAs(this.inner);
			}
			assertThat(DrainContext.current()).isSameAs(this.outer);
		}
	}

	@Test
	void unendingContextHasNoDeadlineAndIsNeverCancelled() throws InterruptedException {
		DrainContext unending = DrainContext.unending();
		assertThat(unending.deadline().isNever()).isTrue();
		assertThat(unending.remaining()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
		assertThat(unending.isCancelled()).isFalse();
		assertThat(unending.cancellation()).isEmpty();
		assertThat(unending.await(() -> true)).isTrue();
		assertThat(unending).hasToString("unending");
		unending.onCancel((reason) -> {
		}).close();
	}

	@Test
	void sharedContextCannotBeCancelledOrShortened() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> DrainContext.unending().cancel(REASON))
			.withMessageEndingWith("Cancel a child of it.");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> DrainContext.unending().shorten(this.outer.deadline()))
			.withMessageEndingWith("Make a child of it.");
	}

	@Test
	void childOfTheUnendingContextEndsAndIsCancelledByItself() {
		List<Cancellation> heard = new ArrayList<>();
		DrainContext child = DrainContext.unending().child(this.outer.deadline());
		child.onCancel(heard::add);
		assertThat(child.remaining()).isEqualTo(Duration.ofSeconds(9));
		child.cancel(REASON);
		assertThat(heard).containsExactly(REASON);
		assertThat(DrainContext.unending().isCancelled()).isFalse();
		assertThat(DrainContext.unending().child(Duration.ZERO).remaining()).isZero();
	}

	@Test
	void childOfADurationEndsThatMuchLaterAndNeverAfterItsParent() {
		assertThat(this.inner.remaining()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.outer.child(Duration.ofHours(1)).remaining()).isEqualTo(Duration.ofSeconds(9));
		assertThat(this.outer.child(Duration.ofSeconds(-1)).remaining()).isZero();
	}

}
