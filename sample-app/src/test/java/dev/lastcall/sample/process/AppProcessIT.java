package dev.lastcall.sample.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.sample.process.AppProcess.Exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AppProcessIT {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@TempDir
	private Path directory;

	@Test
	void terminationIsTimedAndHasItsExitCode() {
		try (AppProcess process = command("sleep").start()) {
			process.awaitOutput("^sleeping", TIMEOUT);
			process.signal("TERM");
			Exit exit = process.awaitExit(TIMEOUT);
			assertThat(exit.code()).isEqualTo(143);
			assertThat(exit.took()).isBetween(Duration.ofNanos(1), TIMEOUT);
			assertThat(process.isAlive()).isFalse();
		}
	}

	@Test
	void pidIsThatOfTheJvm() {
		try (AppProcess process = command("sleep").start()) {
			assertThat(process.awaitOutput("sleeping in (\\d+)", TIMEOUT).group(1))
				.isEqualTo(Long.toString(process.pid()));
			assertThat(process.cpuTime()).isPositive();
		}
	}

	// A JDK 17 leaves SIGQUIT blocked in its children.
	@Test
	void quitIsNotBlocked() {
		try (AppProcess process = command("sleep").start()) {
			process.awaitOutput("^sleeping", TIMEOUT);
			process.signal("QUIT");
			process.awaitOutput("Full thread dump", TIMEOUT);
			assertThat(process.isAlive()).isTrue();
		}
	}

	@Test
	void signalCanBeIgnoredFromTheStart() {
		try (AppProcess process = command("sleep").signals("--default-signal", "--ignore-signal=TERM").start()) {
			process.awaitOutput("^sleeping", TIMEOUT);
			process.signal("TERM");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> process.awaitExit(Duration.ofMillis(500)))
				.withMessageContaining("is alive) did not exit within 500 ms");
		}
	}

	@Test
	void environmentIsWhatWasAskedFor() {
		try (AppProcess process = command("environment").environment("KUBERNETES_SERVICE_HOST", "127.0.0.1").start()) {
			assertThat(process.awaitExit(TIMEOUT).code()).isZero();
			assertThat(process.output()).contains("KUBERNETES_SERVICE_HOST=127.0.0.1");
			assertThat(process.output().lines()).extracting((line) -> line.split("=", 2)[0])
				.isSubsetOf("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "KUBERNETES_SERVICE_HOST");
		}
	}

	@Test
	void outputNeverBlocksTheProcess() {
		try (AppProcess process = command("chatter").start()) {
			assertThat(process.awaitExit(TIMEOUT).code()).isZero();
			assertThat(process.output()).hasSizeGreaterThan(1_000_000);
		}
	}

	@Test
	void processThatDiesIsNotWaitedForAndItsLastWordsAreShown() {
		try (AppProcess process = command("fail").start()) {
			long start = System.nanoTime();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> process.awaitReady(TIMEOUT))
				.withMessageStartingWith("'app' (pid %d, exited with 1) was not ready".formatted(process.pid()))
				.withMessageContaining("the reason for it");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
		}
	}

	@Test
	void readinessIsAnAnswerOf200() throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/up", (exchange) -> exchange.sendResponseHeaders(200, -1));
		server.createContext("/down", (exchange) -> exchange.sendResponseHeaders(503, -1));
		server.start();
		URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
		try (AppProcess up = command("sleep").readiness(address.resolve("/up")).start();
				AppProcess down = command("sleep").readiness(address.resolve("/down")).start()) {
			assertThat(up.awaitReady(TIMEOUT).isReady()).isTrue();
			assertThat(down.isReady()).isFalse();
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void closeKills() {
		AppProcess process = command("sleep").start();
		process.close();
		assertThat(process.isAlive()).isFalse();
		assertThat(process.awaitExit(Duration.ZERO).code()).isEqualTo(137);
	}

	private AppCommand command(String what) {
		return AppCommand.mainClass(System.getProperty("java.class.path"), Behaviour.class.getName(), this.directory)
			.args(what);
	}

	/**
	 * The application under test.
	 */
	public static final class Behaviour {

		private Behaviour() {
		}

		public static void main(String[] args) throws Exception {
			switch (args[0]) {
				case "sleep" -> {
					System.out.println("sleeping in " + ProcessHandle.current().pid());
					Thread.sleep(Duration.ofMinutes(1).toMillis());
				}
				case "environment" -> System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
				case "chatter" -> System.out.println("x".repeat(1_000_000));
				default -> throw new IllegalStateException("the reason for it");
			}
		}

	}

}
