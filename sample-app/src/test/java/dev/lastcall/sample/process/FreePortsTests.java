package dev.lastcall.sample.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreePortsTests {

	@Test
	void portsAreDistinctAndNotThoseOfOutgoingConnections() {
		assertThat(IntStream.range(0, 200).mapToObj((index) -> FreePorts.next()).toList()).doesNotHaveDuplicates()
			.allMatch((port) -> port >= 10_000 && port < 32_768);
	}

	@Test
	void portCanBeListenedOn() throws IOException {
		int port = FreePorts.next();
		try (ServerSocket socket = new ServerSocket(port)) {
			assertThat(socket.getLocalPort()).isEqualTo(port);
		}
	}

}
