package dev.lastcall.web.stream.servlet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.Wire;
import dev.lastcall.web.stream.OpenStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of streams in a termination, on any servlet container.
 */
@Timeout(60)
abstract class ServletStreamContract {

	private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

	private static final String EVENT = "data:{\"n\":1}\n\n";

	private final HeldDrain work = new HeldDrain("work", Stage.WORK);

	@AfterEach
	void letGo() {
		this.work.release();
	}

	@Test
	void emitterEndsWithTheFinalChunkAfterWholeEvents() throws Exception {
		assertEndsWithWholeEvents("/emitter");
	}

	@Test
	void emitterInAnEntityEndsTheSameWay() throws Exception {
		assertEndsWithWholeEvents("/entity");
	}

	@Test
	void fluxOfEventsEndsTheSameWay() throws Exception {
		assertEndsWithWholeEvents("/flux");
	}

	@Test
	void functionalEventStreamEndsTheSameWay() throws Exception {
		assertEndsWithWholeEvents("/functional");
	}

	private void assertEndsWithWholeEvents(String path) throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work);
				Wire wire = Wire.request(StreamingApplication.port(context), "GET " + path,
						"Accept: text/event-stream")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			wire.readUntil("\"n\":1}");
			assertThat(context.getBean(OpenStreams.class).size()).isOne();
			this.work.release();
			Closing closing = Closing.of(context);
			String response = wire.readUntil(LAST_CHUNK);
			closing.awaitEnd();
			assertThat(response).startsWith("HTTP/1.1 200").containsIgnoringCase("Content-Type: text/event-stream");
			assertThat(Wire.unchunk(response)).isEqualTo(EVENT);
		}
	}

	@Test
	void sendingAfterTheEndFailsAsAfterACompletion() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work);
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /emitter")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			this.work.release();
			Closing closing = Closing.of(context);
			wire.readUntil(LAST_CHUNK);
			assertThatIllegalStateException().isThrownBy(streams::send).withMessageContaining("already completed");
			closing.awaitEnd();
			assertThat(streams.completions).hasSize(1);
		}
	}

	@Test
	void oneOpenStreamDoesNotTakeTheTimeOfTheWork() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work);
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /emitter")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			this.work.release();
			long began = System.nanoTime();
			Closing.of(context).awaitEnd();
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
			assertThat(wire.readAll()).endsWith("0\r\n\r\n");
		}
	}

	@Test
	void downloadIsFinished() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work);
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /download")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			wire.readUntil("\"n\":1}");
			assertThat(context.getBean(OpenStreams.class).size()).isZero();
			Closing closing = Closing.of(context);
			this.work.awaitBegun();
			this.work.release();
			streams.send();
			streams.emitters.get(0).complete();
			assertThat(Wire.unchunk(wire.readUntil(LAST_CHUNK))).isEqualTo("{\"n\":1}{\"n\":1}");
			closing.awaitEnd();
		}
	}

	@Test
	void streamThatFinishesItselfIsLeftAlone() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work);
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /patient")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			Closing closing = Closing.of(context);
			this.work.awaitBegun();
			this.work.release();
			streams.send();
			streams.emitters.get(0).complete();
			assertThat(Wire.unchunk(wire.readUntil(LAST_CHUNK))).isEqualTo(EVENT);
			closing.awaitEnd();
		}
	}

	@Test
	void streamThatDoesNotFinishInTimeIsToldAtTheDeadlineOfTheWork() throws Exception {
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.budget.grace-period=6s", "--lastcall.budget.margin=1s");
				Wire wire = Wire.request(StreamingApplication.port(context), "GET /patient")) {
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(1);
			streams.send();
			this.work.release();
			Closing closing = Closing.of(context);
			assertThat(Wire.unchunk(wire.readUntil(LAST_CHUNK))).isEqualTo(EVENT);
			closing.awaitEnd();
		}
	}

	@Test
	void manyStreamsAreToldEvenlyOverTheLinger() throws Exception {
		List<Wire> wires = new ArrayList<>();
		try (ConfigurableApplicationContext context = StreamingApplication.start(this.work,
				"--lastcall.linger.minimum=2s")) {
			for (int i = 0; i < 200; i++) {
				wires.add(Wire.request(StreamingApplication.port(context), "GET /emitter"));
			}
			Streams streams = context.getBean(Streams.class);
			streams.awaitOpen(200);
			this.work.release();
			Closing closing = Closing.of(context);
			closing.awaitEnd();
			assertThat(streams.completions).hasSize(200);
			long first = streams.completions.get(0);
			long peak = 0;
			for (long from : streams.completions) {
				peak = Math.max(peak,
						streams.completions.stream()
							.filter((at) -> at >= from && at - from < TimeUnit.MILLISECONDS.toNanos(500))
							.count());
			}
			assertThat(streams.completions.get(199) - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1500));
			assertThat(peak).isLessThanOrEqualTo(100);
		}
		finally {
			for (Wire wire : wires) {
				wire.close();
			}
		}
	}

}
