package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.drain.Remaining;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

class OpenStreamsTests {

	private final SteppedTicker ticker = new SteppedTicker();

	private final OpenStreams streams = new OpenStreams(this.ticker);

	@Test
	void countsStreamsWhileTheyAreOpen() {
		FakeStream first = new FakeStream(this.streams);
		new FakeStream(this.streams, StreamKind.WEB_SOCKET, Duration.ZERO);
		assertThat(this.streams.size()).isEqualTo(2);
		assertThat(this.streams.size(StreamKind.WEB_SOCKET)).isOne();
		first.close();
		first.close();
		assertThat(this.streams.size()).isOne();
		assertThat(this.streams.size(StreamKind.EVENT_STREAM)).isZero();
	}

	@Test
	void agesStreams() {
		assertThat(this.streams.oldest()).isZero();
		FakeStream first = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofSeconds(2));
		new FakeStream(this.streams);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.streams.oldest()).isEqualTo(Duration.ofSeconds(3));
		first.close();
		assertThat(this.streams.oldest()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void eachStreamIsClaimedOnceAndCounted() {
		FakeStream stream = new FakeStream(this.streams);
		assertThat(stream.registration().isTold()).isFalse();
		assertThat(stream.registration().claim()).isTrue();
		assertThat(stream.registration().claim()).isFalse();
		assertThat(stream.registration().isTold()).isTrue();
		assertThat(this.streams.told()).isOne();
	}

	@Test
	void streamThatHasClosedIsNotTold() {
		FakeStream stream = new FakeStream(this.streams);
		stream.close();
		assertThat(stream.registration().claim()).isFalse();
		assertThat(this.streams.told()).isZero();
	}

	@Test
	void streamIsDueOnceItHasBeenOpenForAsLongAsItMay() {
		FakeStream poll = new FakeStream(this.streams, StreamKind.LONG_POLL, Duration.ofSeconds(2));
		new FakeStream(this.streams, StreamKind.LONG_POLL, OpenStream.FOREVER);
		this.ticker.advance(Duration.ofSeconds(2).minusNanos(1));
		assertThat(this.streams.due()).isEmpty();
		this.ticker.advance(Duration.ofNanos(1));
		assertThat(this.streams.due()).containsExactly(poll.registration());
	}

	@Test
	void streamsComeOldestFirst() {
		FakeStream first = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofNanos(1));
		FakeStream second = new FakeStream(this.streams);
		this.ticker.advance(Duration.ofNanos(1));
		FakeStream third = new FakeStream(this.streams);
		assertThat(this.streams.untold()).containsExactly(first.registration(), second.registration(),
				third.registration());
		second.registration().claim();
		assertThat(this.streams.untold()).containsExactly(first.registration(), third.registration());
	}

	@Test
	void describesTheOldestStreams() {
		for (int i = 0; i < 12; i++) {
			new FakeStream(this.streams, (i == 0) ? StreamKind.WEB_SOCKET : StreamKind.EVENT_STREAM, Duration.ZERO);
			this.ticker.advance(Duration.ofMillis(100));
		}
		Remaining remaining = this.streams.remaining(this.streams.untold());
		assertThat(remaining.count()).hasValue(12);
		assertThat(remaining.oldest()).hasValue(Duration.ofMillis(1200));
		assertThat(remaining.details()).hasSize(10)
			.startsWith("web socket /events for 1200 ms", "event stream /events for 1100 ms");
	}

	@Test
	void nothingRemainsWithoutStreams() {
		assertThat(this.streams.remaining(List.of())).isEqualTo(Remaining.nothing());
	}

}
