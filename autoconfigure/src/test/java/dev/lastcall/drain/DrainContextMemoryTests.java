package dev.lastcall.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.drain.Cancellation.Cause;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.test.Race;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a parent that lives as long as the application remembers of its children.
 */
@Timeout(30)
class DrainContextMemoryTests {

	private static final Cancellation REASON = new Cancellation(Cause.DEADLINE, "The deadline is near.");

	private static final Duration SOON = Duration.ofSeconds(1);

	private final DrainContext root = DrainContext.root(Deadline.never(), Ticker.system());

	private final AtomicInteger heard = new AtomicInteger();

	@Test
	void millionShortChildrenLeaveNothingBehind() {
		for (int i = 0; i < 1_000_000; i++) {
			DrainContext child = this.root.child(SOON);
			Registration registration = child.child(SOON).onCancel((reason) -> this.heard.incrementAndGet());
			registration.close();
		}
		assertRemembersNothing();
	}

	@Test
	void childrenWithoutActionsLeaveNothingBehindWhoeverForgetsThem() {
		List<DrainContext> children = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			children.add(this.root.child(SOON));
		}
		assertRemembersNothing();
		this.root.cancel(REASON);
		assertThat(children).allMatch(DrainContext::isCancelled);
	}

	@Test
	void childIsRememberedWhileItHasAnAction() {
		DrainContext child = this.root.child(SOON);
		Registration first = child.onCancel((reason) -> this.heard.incrementAndGet());
		Registration second = child.onCancel((reason) -> this.heard.incrementAndGet());
		first.close();
		first.close();
		assertThat(actions()).isNotNull();
		second.close();
		assertRemembersNothing();
		child.onCancel((reason) -> this.heard.incrementAndGet());
		this.root.cancel(REASON);
		assertThat(this.heard).hasValue(1);
	}

	@Test
	void cancelledChildIsForgotten() {
		DrainContext child = this.root.child(SOON);
		child.onCancel((reason) -> this.heard.incrementAndGet());
		child.cancel(REASON);
		assertRemembersNothing();
		assertThat(this.heard).hasValue(1);
	}

	@Test
	void childThatIsForgottenWhileItIsCancelledHearsOfItOnceOrNotAtAll() throws Exception {
		try (Race race = new Race(3)) {
			for (int i = 0; i < 2000; i++) {
				DrainContext parent = this.root.child(SOON);
				AtomicInteger kept = new AtomicInteger();
				AtomicInteger closed = new AtomicInteger();
				DrainContext child = parent.child(SOON);
				Registration registration = child.onCancel((reason) -> closed.incrementAndGet());
				race.run(registration::close, () -> child.onCancel((reason) -> kept.incrementAndGet()),
						() -> parent.cancel(REASON));
				assertThat(kept).hasValue(1);
				assertThat(closed).hasValueBetween(0, 1);
			}
		}
		assertRemembersNothing();
	}

	@Test
	void reasonThatWasSeenStaysWhoeverCancelsNext() throws Exception {
		Cancellation other = new Cancellation(Cause.EXPEDITED, "Hurry.");
		try (Race race = new Race(3)) {
			for (int i = 0; i < 2000; i++) {
				DrainContext parent = this.root.child(SOON);
				DrainContext child = parent.child(SOON);
				List<Cancellation> seen = new ArrayList<>();
				race.run(() -> child.cancellation().ifPresent(seen::add), () -> parent.cancel(REASON),
						() -> child.cancel(other));
				seen.add(child.cancellation().orElseThrow());
				assertThat(seen).containsOnly(seen.get(0));
				assertThat(parent.cancellation()).contains(REASON);
			}
		}
	}

	private Object actions() {
		return ReflectionTestUtils.getField(this.root, "actions");
	}

	private void assertRemembersNothing() {
		assertThat(actions()).isNull();
	}

}
