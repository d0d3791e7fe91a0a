package dev.lastcall.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.test.Race;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class DrainContextTests {

	private static final Cancellation REASON = new Cancellation(Cause.DEADLINE, "The deadline is near.");

	private static final Cancellation OTHER = new Cancellation(Cause.EXPEDITED, "Somebody is in a hurry.");

	private final SteppedTicker ticker = new SteppedTicker();

	private final DrainContext root = DrainContext.root(in(10), this.ticker);

	private final List<Object> heard = new ArrayList<>();

	@Test
	void childNeverOutlivesItsParent() {
		DrainContext child = this.root.child(in(20));
		assertThat(child.remaining()).isEqualTo(Duration.ofSeconds(10));
		assertThat(child.child(in(30)).remaining()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void childMayBeShorterThanItsParent() {
		DrainContext child = this.root.child(in(4));
		assertThat(child.remaining()).isEqualTo(Duration.ofSeconds(4));
		assertThat(child.child(in(6)).remaining()).isEqualTo(Duration.ofSeconds(4));
		assertThat(this.root.remaining()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void shorteningMovesTheDeadlineEarlierOnly() {
		this.root.shorten(in(11));
		assertThat(this.root.remaining()).isEqualTo(Duration.ofSeconds(10));
		this.root.shorten(in(3));
		assertThat(this.root.remaining()).isEqualTo(Duration.ofSeconds(3));
		this.root.shorten(in(4));
		assertThat(this.root.remaining()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void shorteningReachesEverythingBelowAndNothingAbove() {
		DrainContext child = this.root.child(in(8));
		DrainContext grandchild = child.child(in(6));
		child.shorten(in(5));
		assertThat(grandchild.remaining()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.root.remaining()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void cancellationFlowsDownOnly() {
		DrainContext child = this.root.child(in(5));
		DrainContext sibling = this.root.child(in(5));
		DrainContext grandchild = child.child(in(5));
		child.cancel(REASON);
		assertThat(child.cancellation()).contains(REASON);
		assertThat(grandchild.cancellation()).contains(REASON);
		assertThat(sibling.isCancelled()).isFalse();
		assertThat(this.root.isCancelled()).isFalse();
		assertThat(this.root.cancellation()).isEmpty();
	}

	@Test
	void firstReasonStays() {
		DrainContext child = this.root.child(in(5));
		child.onCancel(this.heard::add);
		child.cancel(REASON);
		child.cancel(OTHER);
		this.root.cancel(OTHER);
		assertThat(child.cancellation()).contains(REASON);
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void childOfACancelledContextIsCancelledFromTheStart() {
		this.root.cancel(REASON);
		assertThat(this.root.child(in(5)).cancellation()).contains(REASON);
	}

	@Test
	void actionRunsOnTheCancellingThreadWithTheReason() {
		this.root.child(in(5)).onCancel((reason) -> this.heard.addAll(List.of(reason, Thread.currentThread())));
		assertThat(this.heard).isEmpty();
		this.root.cancel(REASON);
		assertThat(this.heard).containsExactly(REASON, Thread.currentThread());
	}

	@Test
	void actionRunsAtOnceIfTheContextIsCancelledAlready() {
		this.root.cancel(REASON);
		Registration registration = this.root.onCancel(this.heard::add);
		registration.close();
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void actionsRunInTheOrderOfTheirRegistration() {
		this.root.onCancel((reason) -> this.heard.add(1));
		this.root.onCancel((reason) -> this.heard.add(2));
		this.root.onCancel((reason) -> this.heard.add(3));
		this.root.cancel(REASON);
		assertThat(this.heard).containsExactly(1, 2, 3);
	}

	@Test
	void closedRegistrationForgetsItsActionOnly() {
		Consumer<Cancellation> action = this.heard::add;
		Registration first = this.root.onCancel(action);
		this.root.onCancel(action);
		first.close();
		first.close();
		this.root.cancel(REASON);
		first.close();
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void actionThatThrowsDoesNotKeepOthersFromHearing() {
		IllegalStateException first = new IllegalStateException("first");
		IllegalArgumentException second = new IllegalArgumentException("second");
		this.root.onCancel(thrower(first));
		this.root.onCancel(this.heard::add);
		this.root.onCancel(thrower(second));
		DrainContext child = this.root.child(in(5));
		assertThatIllegalStateException().isThrownBy(() -> this.root.cancel(REASON))
			.isSameAs(first)
			.satisfies((failure) -> assertThat(failure).hasSuppressedException(second));
		assertThat(this.heard).containsExactly(REASON);
		assertThat(child.cancellation()).contains(REASON);
	}

	@Test
	void actionThatThrowsAnErrorDoesNotKeepOthersFromHearing() {
		this.root.onCancel((reason) -> {
			throw new NoClassDefFoundError("gone");
		});
		this.root.onCancel(this.heard::add);
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> this.root.cancel(REASON))
			.withMessage("gone");
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void actionsThatThrowTheSameExceptionDoNotKeepOthersFromHearing() {
		IllegalStateException same = new IllegalStateException("same");
		this.root.onCancel(thrower(same));
		this.root.onCancel(thrower(same));
		this.root.onCancel(this.heard::add);
		assertThatIllegalStateException().isThrownBy(() -> this.root.cancel(REASON)).isSameAs(same);
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void actionMayCancelAndRegisterAgain() {
		this.root.onCancel((reason) -> {
			this.root.cancel(OTHER);
			this.root.onCancel(this.heard::add);
		});
		this.root.cancel(REASON);
		assertThat(this.heard).containsExactly(REASON);
	}

	@Test
	void actionThatRacesWithTheCancellationRunsExactlyOnce() throws Exception {
		try (Race race = new Race(3)) {
			for (int i = 0; i < 2000; i++) {
				DrainContext context = DrainContext.root(in(1), this.ticker);
				AtomicInteger runs = new AtomicInteger();
				race.run(() -> context.onCancel((reason) -> runs.incrementAndGet()),
						() -> context.child(in(1)).onCancel((reason) -> runs.incrementAndGet()),
						() -> context.cancel(REASON));
				assertThat(runs).hasValue(2);
			}
		}
	}

	private Deadline in(int seconds) {
		return Deadline.after(Duration.ofSeconds(seconds), this.ticker);
	}

	private static Consumer<Cancellation> thrower(RuntimeException failure) {
		return (reason) -> {
			throw failure;
		};
	}

}
