package dev.lastcall.signal.nativetier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LaneThreadTests {

	private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();

	@Test
	void threadOutlivesAnActionThatThrowsAndAnInterrupt() throws Exception {
		LaneThread lane = new LaneThread("test", (event) -> {
			this.heard.add(event.nanos());
			Thread.currentThread().interrupt();
			throw new AssertionError("as if");
		});
		for (long i = 0; i < 3; i++) {
			lane.offer(SignalEvent.of(PosixSignal.HUP, i));
			assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
		}
		assertThat(lane.overflowed()).isZero();
	}

	@Test
	void eventsThatFindNoRoomAreCounted() throws Exception {
		CountDownLatch taken = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		LaneThread lane = new LaneThread("test", (event) -> {
			taken.countDown();
			await(released);
			this.heard.add(event.nanos());
		});
		SignalEvent event = SignalEvent.of(PosixSignal.HUP, 1);
		lane.offer(event);
		assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 65_536 + 5; i++) {
			lane.offer(event);
		}
		assertThat(lane.overflowed()).isEqualTo(5);
		released.countDown();
		for (int i = 0; i < 65_536 + 1; i++) {
			assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isOne();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
