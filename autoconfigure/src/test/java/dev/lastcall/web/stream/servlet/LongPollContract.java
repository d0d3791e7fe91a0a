package dev.lastcall.web.stream.servlet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.Wire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of requests whose answer is awaited, on any servlet container.
 */
@Timeout(60)
abstract class LongPollContract {

	private final HeldDrain work = new HeldDrain("work", Stage.WORK);

	@AfterEach
	void letGo() {
		this.work.release();
	}

	@Test
	void longPollIsAskedToAskElsewhere() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.web.streams.poll-patience=0");
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /poll")) {
			context.getBean(Streams.class).awaitOpen(1);
			this.work.release();
			Closing closing = Closing.of(context);
			String response = wire.readUntil("Ask again.\"}");
			closing.awaitEnd();
			assertThat(response).startsWith("HTTP/1.1 503")
				.contains("Retry-After: 1\r\n", "Content-Type: application/problem+json\r\n", "\"status\":503");
		}
	}

	@Test
	void youngPollMayBeAnsweredFirst() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.web.streams.poll-patience=20s");
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /poll")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			Closing closing = Closing.of(context);
			this.work.awaitBegun();
			this.work.release();
			streams.polls.get(0).setResult("answered");
			assertThat(wire.readUntil("answered")).startsWith("HTTP/1.1 200");
			closing.awaitEnd();
		}
	}

	@Test
	void requestThatChangesSomethingIsNoPoll() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.web.streams.poll-patience=0");
				Wire wire = Wire.request(StreamingApplication.port(context), "POST /order", "Content-Length: 0")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			Closing closing = Closing.of(context);
			this.work.awaitBegun();
			this.work.release();
			streams.polls.get(0).setResult("ordered");
			assertThat(wire.readUntil("ordered")).startsWith("HTTP/1.1 200");
			closing.awaitEnd();
		}
	}

	@Test
	void collectedFluxIsNotCutButRefused() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.web.streams.poll-patience=0");
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /list", "Accept: application/json")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			this.work.release();
			Closing closing = Closing.of(context);
			assertThat(wire.readUntil("Ask again.\"}")).startsWith("HTTP/1.1 503");
			closing.awaitEnd();
		}
	}

}
