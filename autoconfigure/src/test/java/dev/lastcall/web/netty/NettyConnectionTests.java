package dev.lastcall.web.netty;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.netty.RawHttp2Connection.Frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What clients on open connections hear of a termination, byte by byte.
 */
@Tag("reactor-netty")
@Timeout(60)
class NettyConnectionTests {

	private static final int LAST_POSSIBLE_STREAM = Integer.MAX_VALUE;

	@Test
	void openConnectionIsClosedAfterItsNextResponseWhichSaysSo() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			assertThat(wire.get("/hello").readResponse()).doesNotContainIgnoringCase("connection: close");
			shop.untilAsked();
			assertThat(wire.get("/hello").readResponse()).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\nconnection: close\r\n")
				.endsWith("hello");
			assertThat(wire.readRest()).isEmpty();
			shop.untilEnd();
		}
	}

	@Test
	void connectionThatComesWhileOthersLeaveIsClosedAfterItsFirstResponse() throws Exception {
		try (RunningShop shop = new RunningShop().untilAsked(); RawConnection wire = new RawConnection(shop.port())) {
			assertThat(wire.get("/hello").readResponse()).startsWith("HTTP/1.1 200 OK\r\n")
				.containsIgnoringCase("\r\nconnection: close\r\n");
			assertThat(wire.readRest()).isEmpty();
			shop.untilEnd();
		}
	}

	@Test
	void connectionIsKeptAgainAfterItIsResumed() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			ServerConnections connections = shop.context().getBean(ServerConnections.class);
			wire.get("/hello").readResponse();
			RunningShop.await(() -> connections.open().size() == 1);
			connections.open().forEach((connection) -> assertThat(connection.ask()).isTrue());
			connections.closeAfterEachResponse();
			connections.resume();
			assertThat(wire.get("/hello").readResponse()).doesNotContainIgnoringCase("connection: close");
			assertThat(wire.get("/hello").readResponse()).endsWith("hello");
		}
	}

	@Test
	void idleConnectionIsClosed() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			ServerConnections connections = shop.context().getBean(ServerConnections.class);
			wire.get("/hello").readResponse();
			RunningShop.await(() -> connections.open()
				.stream()
				.anyMatch((connection) -> connection.ask() && connection.closeIfIdle(Duration.ZERO)));
			assertThat(wire.readRest()).isEmpty();
			assertThat(connections.open()).isEmpty();
		}
	}

	@Test
	void connectionWithARequestInFlightIsNotIdle() throws Exception {
		try (RunningShop shop = new RunningShop(); RawConnection wire = new RawConnection(shop.port())) {
			ServerConnections connections = shop.context().getBean(ServerConnections.class);
			wire.get("/delayed/1");
			shop.handlers().awaitEntered();
			assertThat(connections.open()).singleElement()
				.satisfies((connection) -> assertThat(connection.ask() && connection.closeIfIdle(Duration.ZERO))
					.isFalse());
			shop.handlers().answer.tryEmitValue("answer");
			assertThat(wire.readResponse()).endsWith("answer");
		}
	}

	@Test
	void listeningEndsWhileConnectionsStay() throws Exception {
		try (RunningShop shop = new RunningShop("--lastcall.web.late-requests=refuse");
				RawConnection wire = new RawConnection(shop.port())) {
			wire.get("/hello").readResponse();
			int port = shop.port();
			shop.untilLinger();
			RunningShop.await(() -> isRefused(port));
			assertThat(wire.get("/hello").readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
			shop.untilEnd();
		}
	}

	private static boolean isRefused(int port) {
		try (RawConnection unexpected = new RawConnection(port)) {
			return unexpected.socket().isClosed();
		}
		catch (ConnectException ex) {
			return true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void lateRequestsAreRejectedIfAskedFor() throws Exception {
		try (RunningShop shop = new RunningShop("--lastcall.web.late-requests=reject").untilLinger();
				RawConnection wire = new RawConnection(shop.port())) {
			RunningShop.await(() -> !shop.gate().inFlight().isEmpty() || shop.gate().isAsking());
			assertThat(wire.get("/hello").readResponse()).startsWith("HTTP/1.1 503 ");
			shop.untilEnd();
		}
	}

	@Test
	void http2ConnectionGetsAGoAwayWhileItsStreamsFinish() throws Exception {
		try (RunningShop shop = new RunningShop("--server.http2.enabled=true");
				RawHttp2Connection wire = new RawHttp2Connection(shop.port())) {
			wire.get(1, "/hello");
			assertThat(wire.read(Frame::endsStream).stream()).isOne();
			wire.get(3, "/delayed/1");
			shop.handlers().awaitEntered();
			shop.untilLinger();
			Frame goAway = wire.read((frame) -> frame.type() == RawHttp2Connection.GOAWAY);
			assertThat(goAway.lastStream()).isEqualTo(LAST_POSSIBLE_STREAM);
			assertThat(goAway.error()).isZero();
			// A client that has not heard of it yet.
			wire.get(5, "/hello");
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.DATA).text()).isEqualTo("hello");
			shop.untilWork();
			shop.handlers().answer.tryEmitValue("answer");
			Frame answer = wire.read((frame) -> frame.type() == RawHttp2Connection.DATA && frame.stream() == 3);
			assertThat(answer.text()).isEqualTo("answer");
			shop.untilEnd();
			wire.readRest();
		}
	}

	@Test
	void http2RequestThatComesTooLateIsRefusedWithoutAConnectionHeader() throws Exception {
		try (RunningShop shop = new RunningShop("--server.http2.enabled=true").untilWork();
				RawHttp2Connection wire = new RawHttp2Connection(shop.port())) {
			wire.get(1, "/hello");
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.DATA).text()).contains("\"status\":503");
			shop.untilEnd();
		}
	}

	@Test
	void http2ConnectionIsClosedOnceItsStreamsAreFinished() throws Exception {
		try (RunningShop shop = new RunningShop("--server.http2.enabled=true");
				RawHttp2Connection wire = new RawHttp2Connection(shop.port())) {
			ServerConnections connections = shop.context().getBean(ServerConnections.class);
			wire.get(1, "/delayed/1");
			shop.handlers().awaitEntered();
			connections.open()
				.forEach(
						(connection) -> assertThat(connection.ask() && connection.closeIfIdle(Duration.ZERO)).isTrue());
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.GOAWAY).lastStream())
				.isEqualTo(LAST_POSSIBLE_STREAM);
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.GOAWAY).lastStream()).isOne();
			shop.handlers().answer.tryEmitValue("answer");
			assertThat(wire.read((frame) -> frame.type() == RawHttp2Connection.DATA).text()).isEqualTo("answer");
			assertThatThrownBy(() -> wire.read((frame) -> frame.type() == RawHttp2Connection.GOAWAY))
				.isInstanceOf(EOFException.class);
		}
	}

}
