package dev.lastcall.web.netty;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.web.stream.OpenStreams;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How streams of a WebFlux application end when they are told to go, byte by byte.
 */
@Tag("reactor-netty")
@Timeout(60)
class NettyStreamTests {

	private static final String HANDSHAKE = """
			GET /echo HTTP/1.1\r
			Host: localhost\r
			Upgrade: websocket\r
			Connection: Upgrade\r
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
			Sec-WebSocket-Version: 13\r
			\r
			""";

	@Test
	void serverSentEventsEndWithTheLastChunk() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			assertThat(wire.get("/events").readHead()).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\ntransfer-encoding: chunked\r\n");
			assertThat(wire.readUntil("data:first\n\n")).isNotEmpty();
			assertThat(shop.context().getBean(OpenStreams.class).size()).isOne();
			shop.untilLinger();
			assertThat(wire.readUntil("0\r\n\r\n")).doesNotContain("data");
			assertThat(shop.handlers().cancelled.getCount()).isZero();
			shop.untilEnd();
		}
	}

	@Test
	void linesOfJsonEndAtTheDeadlineAndAreNotTakenForTheWhole() throws Exception {
		try (RunningShop shop = new RunningShop("--lastcall.budget.grace-period=4s", "--lastcall.budget.margin=1s");
				RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/lines").readUntil("{\"line\":\"first\"}\n");
			shop.untilWork();
			assertThat(wire.readRest()).doesNotContain("0\r\n");
			RunningShop.await(shop.gate().inFlight()::isEmpty);
			shop.untilEnd();
		}
	}

	@Test
	void streamThatFinishesItselfIsToldAtTheDeadlineOnly() throws Exception {
		try (RunningShop shop = new RunningShop("--lastcall.budget.grace-period=4s", "--lastcall.budget.margin=1s");
				RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/progress").readUntil("data:first\n\n");
			shop.untilWork();
			assertThat(shop.context().getBean(OpenStreams.class).told()).isZero();
			assertThat(wire.readUntil("0\r\n\r\n")).doesNotContain("data");
			shop.untilEnd();
		}
	}

	@Test
	void serverSentEventsOverHttp2EndTheirStream() throws Exception {
		try (RunningShop shop = new RunningShop("--server.http2.enabled=true");
				RawHttp2Connection wire = new RawHttp2Connection(shop.port())) {
			wire.get(1, "/events");
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.DATA).text()).startsWith("data:first");
			shop.untilLinger();
			RawHttp2Connection.Frame last = wire
				.read((frame) -> frame.endsStream() || frame.type() == RawHttp2Connection.RST_STREAM);
			assertThat(last.endsStream()).isTrue();
			shop.untilEnd();
		}
	}

	@Test
	void webSocketSessionIsClosedAsGoingAway() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			assertThat(wire.send(HANDSHAKE).readHead()).startsWith("HTTP/1.1 101 Switching Protocols\r\n");
			RunningShop.await(() -> shop.context().getBean(OpenStreams.class).size() == 1);
			shop.untilLinger();
			byte[] close = wire.readBytes(4);
			assertThat(close[0]).as("FIN, opcode 8").isEqualTo((byte) 0x88);
			assertThat(((close[2] & 0xff) << 8) | (close[3] & 0xff)).isEqualTo(1001);
			RunningShop.await(() -> shop.context().getBean(OpenStreams.class).size() == 0);
			shop.untilEnd();
		}
	}

	@Test
	void streamThatItsClientLeavesIsForgotten() throws Exception {
		try (RunningShop shop = new RunningShop()) {
			try (RawConnection wire = new RawConnection(shop.port())) {
				wire.get("/events").readUntil("data:first\n\n");
			}
			RunningShop.await(() -> shop.context().getBean(OpenStreams.class).size() == 0);
			RunningShop.await(shop.gate().inFlight()::isEmpty);
		}
	}

}
