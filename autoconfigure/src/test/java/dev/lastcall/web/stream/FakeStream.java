package dev.lastcall.web.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.lastcall.web.stream.OpenStreams.Registration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link OpenStream} that closes when it is told to go, unless a test wants otherwise.
 */
final class FakeStream implements OpenStream {

	private final StreamKind kind;

	private final Duration patience;

	private final Registration registration;

	private final Going going;

	private final CountDownLatch told = new CountDownLatch(1);

	FakeStream(OpenStreams streams) {
		this(streams, StreamKind.EVENT_STREAM, Duration.ZERO);
	}

	FakeStream(OpenStreams streams, Going going) {
		this(streams, StreamKind.EVENT_STREAM, Duration.ZERO, going);
	}

	FakeStream(OpenStreams streams, StreamKind kind, Duration patience) {
		this(streams, kind, patience, () -> {
		});
	}

	private FakeStream(OpenStreams streams, StreamKind kind, Duration patience, Going going) {
		this.going = going;
		this.kind = kind;
		this.patience = patience;
		this.registration = streams.register(this);
	}

	@Override
	public StreamKind kind() {
		return this.kind;
	}

	@Override
	public String subject() {
		return "/events";
	}

	@Override
	public Duration patience() {
		return this.patience;
	}

	@Override
	public void tellToGo() throws Exception {
		this.going.go();
		this.registration.close();
		this.told.countDown();
	}

	Registration registration() {
		return this.registration;
	}

	void close() {
		this.registration.close();
	}

	void awaitTold() throws InterruptedException {
		assertThat(this.told.await(10, TimeUnit.SECONDS)).as("told to go").isTrue();
	}

	boolean wasTold() {
		return this.told.getCount() == 0;
	}

	/**
	 * What happens when it is told.
	 */
	interface Going {

		void go() throws Exception;

	}

}
