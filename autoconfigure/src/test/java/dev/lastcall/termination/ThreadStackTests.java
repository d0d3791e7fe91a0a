package dev.lastcall.termination;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ThreadStackTests {

	private final CountDownLatch done = new CountDownLatch(1);

	@AfterEach
	void endThreads() {
		this.done.countDown();
	}

	@Test
	void stackTellsNameStateAndFrames() {
		ThreadStack stack = ThreadStack.of(Thread.currentThread());
		assertThat(stack.thread()).isEqualTo(Thread.currentThread().getName());
		assertThat(stack.state()).isEqualTo(Thread.State.RUNNABLE);
		assertThat(stack.frames()).extracting(StackTraceElement::getMethodName)
			.contains("stackTellsNameStateAndFrames");
	}

	@Test
	void textReadsLikeAThreadDump() {
		StackTraceElement frame = new StackTraceElement("a.B", "c", "B.java", 7);
		assertThat(new ThreadStack("worker", Thread.State.WAITING, List.of(frame, frame)))
			.hasToString("\"worker\" WAITING\n\tat a.B.c(B.java:7)\n\tat a.B.c(B.java:7)");
		assertThat(new ThreadStack("worker", Thread.State.RUNNABLE, List.of())).hasToString("\"worker\" RUNNABLE");
	}

	@Test
	void threadsThatHaveEndedOrNotBegunHaveNoStack() throws InterruptedException {
		Thread ended = Background.call("ended", () -> true).thread();
		Background.join(ended);
		Thread alive = started("alive", true);
		assertThat(ThreadStack.of(List.of(ended, new Thread("new"), alive))).extracting(ThreadStack::thread)
			.containsExactly("alive");
	}

	@Test
	void blockersAreThreadsThatAreNoDaemons() {
		started("user-thread", false);
		started("daemon-thread", true);
		started("lastcall-drain-stuck", true);
		assertThat(ThreadStack.ofBlockers()).extracting(ThreadStack::thread)
			.contains("user-thread")
			.doesNotContain("daemon-thread", "lastcall-drain-stuck");
	}

	private Thread started(String name, boolean daemon) {
		Thread thread = new Thread(() -> {
			try {
				this.done.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		thread.setDaemon(daemon);
		thread.start();
		return thread;
	}

}
