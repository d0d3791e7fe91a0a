package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.Background;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class AskerTests {

	private static final Duration LOOK = Duration.ofMillis(10);

	private final SteppedTicker ticker = new SteppedTicker();

	private final Asker asker = new Asker(this.ticker, (event) -> {
	});

	private final CountDownLatch gag = new CountDownLatch(1);

	@AfterEach
	void letGo() {
		this.gag.countDown();
		this.asker.close();
	}

	@Test
	void answersComeFromOneOtherThread() throws Exception {
		Thread first = this.asker.ask(Thread::currentThread).get();
		assertThat(first).isNotSameAs(Thread.currentThread());
		assertThat(first.getName()).isEqualTo("lastcall-answers");
		assertThat(this.asker.ask(Thread::currentThread).get()).isSameAs(first);
	}

	@Test
	void failureIsAnAnswer() {
		FutureTask<Object> question = this.asker.ask(() -> {
			throw new IllegalStateException("no");
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(question::get)
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void codeThatHangsIsGivenUpAfterItsPatienceAndNotBefore() throws Exception {
		Background<FutureTask<Thread>> asking = Background.call("asking", () -> this.asker.ask(this::hang));
		for (int i = 0; i < 9; i++) {
			step();
		}
		this.ticker.awaitParked("asking", LOOK);
		assertThat(asking.isDone()).isFalse();
		step();
		FutureTask<Thread> question = asking.result();
		assertThat(question.isDone()).isFalse();
		Thread other = this.asker.ask(Thread::currentThread).get();
		this.gag.countDown();
		Thread hung = question.get();
		assertThat(hung).isNotSameAs(other);
		Background.join(hung);
	}

	@Test
	void clockThatJumpsUsesUpOneLookOnly() throws Exception {
		Background<FutureTask<Thread>> asking = Background.call("asking", () -> this.asker.ask(this::hang));
		this.ticker.awaitParked("asking", LOOK);
		this.ticker.advance(Duration.ofHours(1));
		this.ticker.awaitParked("asking", LOOK);
		this.gag.countDown();
		assertThat(asking.result()).isDone();
	}

	@Test
	void interruptThatCodeLeavesBehindDoesNotHurtTheNextQuestion() throws Exception {
		List<Thread> threads = new ArrayList<>();
		threads.add(this.asker.ask(() -> {
			Thread.currentThread().interrupt();
			return Thread.currentThread();
		}).get());
		assertThat(this.asker.ask(() -> "answer").get()).isEqualTo("answer");
		threads.add(this.asker.ask(Thread::currentThread).get());
		assertThat(threads.get(1)).isSameAs(threads.get(0));
	}

	@Test
	void threadThatAnswersEndsWithItsAsker() throws Exception {
		Thread thread = this.asker.ask(Thread::currentThread).get();
		this.asker.close();
		Background.join(thread);
	}

	private void step() throws InterruptedException {
		this.ticker.awaitParked("asking", LOOK);
		this.ticker.advance(LOOK);
	}

	private Thread hang() throws InterruptedException {
		this.gag.await();
		return Thread.currentThread();
	}

}
