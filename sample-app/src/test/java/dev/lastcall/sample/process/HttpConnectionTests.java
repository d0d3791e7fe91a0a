package dev.lastcall.sample.process;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lastcall.sample.process.HttpConnection.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HttpConnectionTests {

	private ServerSocket server;

	private HttpConnection connection;

	private Socket peer;

	@BeforeEach
	void connect() throws IOException {
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.connection = HttpConnection.open(this.server.getLocalPort(), Duration.ofMillis(500));
		this.peer = this.server.accept();
	}

	@AfterEach
	void close() throws IOException {
		this.connection.close();
		this.peer.close();
		this.server.close();
	}

	@Test
	void bodyWithALengthLeavesTheNextAnswerAlone() throws IOException {
		send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\noneHTTP/1.1 404\r\nContent-Length: 0\r\n\r\n");
		assertThat(this.connection.get("/")).extracting(Answer::status, Answer::body).containsExactly(200, "one");
		assertThat(this.connection.get("/")).extracting(Answer::status, Answer::body).containsExactly(404, "");
	}

	@Test
	void chunksArePutTogether() throws IOException {
		send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\none\r\nA\r\n two three\r\n0\r\n\r\n"
				+ "HTTP/1.1 204 No Content\r\n\r\n");
		assertThat(this.connection.get("/").body()).isEqualTo("one two three");
		assertThat(this.connection.get("/").status()).isEqualTo(204);
	}

	@Test
	void headersHaveLowerCaseNames() throws IOException {
		send("HTTP/1.1 200 OK\r\nX-Served-By: blue\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
		Answer answer = this.connection.get("/");
		assertThat(answer.headers()).containsEntry("x-served-by", "blue");
		assertThat(answer.closes()).isTrue();
	}

	@Test
	void postHasItsBody() throws IOException {
		send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
		this.connection.post("/orders", "{}");
		this.connection.close();
		byte[] request = this.peer.getInputStream().readAllBytes();
		assertThat(new String(request, StandardCharsets.UTF_8)).startsWith("POST /orders HTTP/1.1\r\n")
			.contains("\r\nContent-Length: 2\r\n")
			.endsWith("\r\n\r\n{}");
	}

	@Test
	void closedConnectionIsNotTriedAgain() throws IOException {
		this.peer.shutdownOutput();
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> this.connection.get("/"))
			.withMessage("Closed without an answer");
	}

	@Test
	void bodyThatIsCutShortIsNotAnAnswer() throws IOException {
		send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
		this.peer.shutdownOutput();
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> this.connection.get("/"))
			.withMessage("Closed after 4 of 10 bytes of the body");
	}

	@Test
	void silenceEndsAfterTheTimeout() {
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> this.connection.get("/"));
	}

	private void send(String answers) throws IOException {
		this.peer.getOutputStream().write(answers.getBytes(StandardCharsets.UTF_8));
	}

}
