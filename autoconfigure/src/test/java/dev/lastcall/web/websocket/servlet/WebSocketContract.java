package dev.lastcall.web.websocket.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.simp.SimpMessagingTemplate;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamKind;
import dev.lastcall.web.websocket.servlet.WebSocketWire.Frame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of WebSocket sessions in a termination, on any servlet container.
 */
@Timeout(60)
abstract class WebSocketContract {

	private static final byte[] GOING_AWAY = { 0x03, (byte) 0xe9 };

	// Holds the work until a test has seen that the session was told before.
	private final HeldDrain work = new HeldDrain("work", Stage.WORK);

	@AfterEach
	void letGo() {
		this.work.release();
	}

	@Test
	void plainSessionIsClosedAsGoingAway() throws Exception {
		assertGoesAway("/plain");
	}

	@Test
	void sessionOfTheRawTransportOfSockJsIsClosedAsGoingAway() throws Exception {
		assertGoesAway("/sockjs/websocket");
	}

	private void assertGoesAway(String path) throws Exception {
		try (ConfigurableApplicationContext context = WebSocketApplication.start(this.work);
				WebSocketWire wire = WebSocketWire.open(WebSocketApplication.port(context), path)) {
			wire.send(WebSocketWire.TEXT, "hello");
			assertThat(wire.read().text()).isEqualTo("echo hello");
			OpenStreams streams = context.getBean(OpenStreams.class);
			assertThat(streams.size(StreamKind.WEB_SOCKET)).isOne();
			Closing closing = Closing.of(context);
			Frame close = wire.read();
			assertThat(close.firstOctet()).isEqualTo(WebSocketWire.CLOSE);
			assertThat(close.payload()).startsWith(GOING_AWAY);
			assertThat(context.isActive()).isTrue();
			wire.send(WebSocketWire.CLOSE, GOING_AWAY);
			this.work.awaitBegun();
			assertThat(streams.told()).isOne();
			this.work.release();
			closing.awaitEnd();
			assertThat(streams.size()).isZero();
		}
	}

	@Test
	void sessionThatTheClientClosesIsForgotten() throws Exception {
		try (ConfigurableApplicationContext context = WebSocketApplication.start(this.work);
				WebSocketWire wire = WebSocketWire.open(WebSocketApplication.port(context), "/plain")) {
			wire.send(WebSocketWire.CLOSE, new byte[] { 0x03, (byte) 0xe8 });
			assertThat(wire.read().closeCode()).isEqualTo(1000);
			assertThat(context.getBean(WebSocketApplication.Echo.class).closed.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(context.getBean(OpenStreams.class).size()).isZero();
			this.work.release();
		}
	}

	@Test
	void handlerThatFinishesItselfIsLeftAlone() throws Exception {
		try (ConfigurableApplicationContext context = WebSocketApplication.start(this.work);
				WebSocketWire wire = WebSocketWire.open(WebSocketApplication.port(context), "/patient")) {
			Closing closing = Closing.of(context);
			this.work.awaitBegun();
			this.work.release();
			wire.send(WebSocketWire.TEXT, "bye");
			assertThat(wire.read().closeCode()).isEqualTo(1000);
			wire.send(WebSocketWire.CLOSE, new byte[] { 0x03, (byte) 0xe8 });
			closing.awaitEnd();
		}
	}

	@Test
	void stompClientGetsWhatWasSentBeforeItIsClosed() throws Exception {
		try (ConfigurableApplicationContext context = WebSocketApplication.start(this.work);
				WebSocketWire wire = WebSocketWire.open(WebSocketApplication.port(context), "/stomp",
						"Sec-WebSocket-Protocol: v12.stomp")) {
			wire.send(WebSocketWire.TEXT, "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0");
			assertThat(wire.read().text()).startsWith("CONNECTED");
			wire.send(WebSocketWire.TEXT, "SUBSCRIBE\nid:1\ndestination:/topic/all\nreceipt:r1\n\n\0");
			context.getBean(WebSocketApplication.Subscriptions.class).awaitOne();
			SimpMessagingTemplate template = context.getBean(SimpMessagingTemplate.class);
			for (int i = 0; i < 500; i++) {
				template.convertAndSend("/topic/all", "message " + i);
			}
			Closing closing = Closing.of(context);
			List<String> messages = new CopyOnWriteArrayList<>();
			Frame frame = wire.read();
			while (frame.firstOctet() != WebSocketWire.CLOSE) {
				messages.add(frame.text());
				frame = wire.read();
			}
			assertThat(frame.payload()).startsWith(GOING_AWAY);
			assertThat(messages).filteredOn((message) -> message.startsWith("MESSAGE")).hasSize(500);
			this.work.awaitBegun();
			assertThat(context.getBean(OpenStreams.class).told()).isOne();
			this.work.release();
			closing.awaitEnd();
		}
	}

}
