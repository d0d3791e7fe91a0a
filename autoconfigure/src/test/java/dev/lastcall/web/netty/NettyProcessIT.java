package dev.lastcall.web.netty;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.test.RequiresCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reactive application seen from outside: a process, {@code kill} and {@code curl}.
 */
@Tag("reactor-netty")
@Timeout(120)
@EnabledOnOs(OS.LINUX)
@RequiresCommand(value = "curl", packages = "curl")
class NettyProcessIT {

	@TempDir
	private Path directory;

	private Process shop;

	private String port;

	private int clients;

	@BeforeEach
	void start() throws IOException {
		this.shop = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ReactiveProcess.class.getName(), "--server.port=0",
				"--server.http2.enabled=true", "--lastcall.linger.minimum=1s", "--lastcall.linger.maximum=2s",
				"--lastcall.linger.quiet-period=500ms")
			.redirectError(this.directory.resolve("log").toFile())
			.start();
		BufferedReader output = this.shop.inputReader();
		this.port = Stream.iterate(output.readLine(), (line) -> line != null, (line) -> next(output))
			.filter((line) -> line.startsWith("port="))
			.findFirst()
			.orElseThrow()
			.substring("port=".length());
	}

	private static String next(BufferedReader output) {
		try {
			return output.readLine();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@AfterEach
	void stop() {
		this.shop.destroyForcibly();
	}

	@Test
	void everybodyIsServedToTheEndAndTheProcessLeaves() throws Exception {
		Process events = curl("events", "--no-buffer");
		Process slow = curl("slow");
		Process multiplexed = curl("slow", "--http2-prior-knowledge");
		awaitText("events-1", "data:first");
		this.shop.destroy();
		for (Process client : List.of(events, slow, multiplexed)) {
			assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
			// 18 would be a transfer that was cut off.
			assertThat(client.exitValue()).isZero();
		}
		assertThat(this.shop.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.shop.exitValue()).isEqualTo(143);
		assertThat(Files.readString(this.directory.resolve("slow-2"))).isEqualTo("slow");
		assertThat(Files.readString(this.directory.resolve("slow-3"))).isEqualTo("slow");
	}

	private Process curl(String path, String... options) throws IOException {
		this.clients++;
		ProcessBuilder builder = new ProcessBuilder("curl", "--silent");
		builder.command().addAll(List.of(options));
		builder.command().add("http://localhost:%s/%s".formatted(this.port, path));
		return builder.redirectOutput(this.directory.resolve("%s-%d".formatted(path, this.clients)).toFile()).start();
	}

	private void awaitText(String file, String text) throws InterruptedException {
		RunningShop.await(() -> {
			try {
				return Files.readString(this.directory.resolve(file)).contains(text);
			}
			catch (IOException ex) {
				return false;
			}
		});
	}

}
