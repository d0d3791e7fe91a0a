package dev.lastcall.web;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Ticker;
import dev.lastcall.flight.Flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class CutOffRequestTests {

	private final RequestGate gate = new RequestGate(Ticker.system());

	private final RequestDrain drain = new RequestDrain(this.gate, this.gate.inFlight()::interrupt);

	@Test
	void requestIsInterruptedWhenTheDrainIs() throws Exception {
		CountDownLatch working = new CountDownLatch(1);
		Thread handler = new Thread(() -> {
			Flight flight = this.gate.begin("GET", "/slow", this);
			working.countDown();
			Ticker.system().park(Duration.ofSeconds(50).toNanos());
			if (Thread.interrupted()) {
				this.gate.cutOff();
			}
			flight.end();
		});
		handler.start();
		working.await();
		CompletableFuture<Throwable> outcome = new CompletableFuture<>();
		Thread draining = new Thread(() -> {
			try {
				this.drain.drain(context());
				outcome.complete(new AssertionError("Nothing was cut off"));
			}
			catch (Exception ex) {
				outcome.complete(ex);
			}
		});
		draining.start();
		draining.interrupt();
		assertThat(outcome.join()).hasMessage(
				"1 request was cut off by the deadline and answered 503, or broken off where the response had begun");
		handler.join();
	}

	@Test
	void requestThatWasHandedOffIsNotInterrupted() {
		Flight flight = this.gate.begin("GET", "/async", this);
		flight.handOff();
		this.gate.inFlight().interrupt();
		assertThat(Thread.interrupted()).isFalse();
		flight.end();
	}

	@Test
	void drainIsAtRestIfNoneWasCutOff() throws Exception {
		this.drain.drain(context());
		this.gate.cutOff();
		this.gate.cutOff();
		assertThatExceptionOfType(RequestsCutOffException.class).isThrownBy(() -> this.drain.drain(context()))
			.withMessageStartingWith("2 requests were cut off");
	}

	@Test
	void interruptionIsKnownBelowOtherFailures() {
		Exception interrupted = new InterruptedException();
		assertThat(Interruption.isCauseOf(new IllegalStateException(new RuntimeException(interrupted)))).isTrue();
		assertThat(Interruption.isCauseOf(new CancellationException())).isTrue();
		assertThat(Interruption.isCauseOf(new InterruptedIOException())).isTrue();
		assertThat(Interruption.isCauseOf(new IllegalStateException())).isFalse();
		Exception circle = new IllegalStateException();
		circle.initCause(new IllegalStateException(circle));
		assertThat(Interruption.isCauseOf(circle)).isFalse();
	}

	private static DrainContext context() {
		return DrainContext.root(Deadline.after(Duration.ofSeconds(40), Ticker.system()), Ticker.system());
	}

}
