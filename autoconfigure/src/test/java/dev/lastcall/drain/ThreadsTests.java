package dev.lastcall.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ThreadsTests {

	@Test
	void threadIsANamedDaemonThatHasNotStarted() {
		Thread thread = Threads.daemon("drain-mail", () -> {
		});
		assertThat(thread.getName()).isEqualTo("lastcall-drain-mail");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
	}

	@Test
	void threadRunsItsTask() throws InterruptedException {
		List<Thread> ran = new ArrayList<>();
		Thread thread = Threads.daemon("role", () -> ran.add(Thread.currentThread()));
		thread.start();
		Background.join(thread);
		assertThat(ran).containsExactly(thread);
	}

	@Test
	void liveThreadsAreThoseOfAllGroupsWhoeverAsks() {
		CountDownLatch done = new CountDownLatch(1);
		Thread here = thread(new ThreadGroup("here"), done);
		Thread there = thread(new ThreadGroup("there"), done);
		here.start();
		there.start();
		try {
			List<Thread> live = Background.call("asker", Threads::live).result();
			assertThat(live).contains(here, there, Thread.currentThread()).doesNotContainNull();
		}
		finally {
			done.countDown();
		}
	}

	private static Thread thread(ThreadGroup group, CountDownLatch done) {
		Thread thread = new Thread(group, () -> {
			try {
				done.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.setDaemon(true);
		return thread;
	}

}
