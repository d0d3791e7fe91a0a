package dev.lastcall.web.stream.servlet;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.test.RequiresCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code EventSource} of a browser, over a restart of the application it listens to.
 */
@Timeout(120)
@RequiresCommand(value = "chromium", packages = "chromium")
class EventSourceIT {

	private static final String[] BROWSER = { "chromium", "--headless", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync" };

	@Test
	void browserComesBackWhereItWasAndMissesNothing(@TempDir Path directory) throws Exception {
		int port = freePort();
		ConfigurableApplicationContext first = start(port);
		Process browser = browse(port, directory);
		try {
			Events events = first.getBean(Events.class);
			assertThat(events.opened()).isEmpty();
			events.send(1);
			assertThat(events.seen()).isEqualTo("1");
			// The end is no error that would make the browser give up: it is connecting.
			Closing closing = Closing.of(first);
			closing.awaitEnd();
			try (ConfigurableApplicationContext second = start(port)) {
				Events later = second.getBean(Events.class);
				assertThat(later.opened()).isEqualTo("1");
				later.send(2);
				assertThat(later.seen()).isEqualTo("1,connecting,2");
			}
		}
		finally {
			browser.destroy();
			assertThat(browser.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static Process browse(int port, Path directory) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(BROWSER);
		builder.command().add("--user-data-dir=" + directory.resolve("profile"));
		builder.command().add("http://localhost:%d/page".formatted(port));
		return builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
	}

	private static ConfigurableApplicationContext start(int port) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("server.port", port));
		return application.run();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Events events() {
			return new Events();
		}

	}

	@RestController
	static class Events {

		private static final String PAGE = """
				<script>
				const seen = [];
				const source = new EventSource('/events');
				source.onmessage = (event) => {
					seen.push(event.lastEventId);
					fetch('/seen?ids=' + seen);
				};
				source.onerror = () => {
					const state = ['connecting', 'open', 'closed'][source.readyState];
					if (seen[seen.length - 1] !== state) {
						seen.push(state);
					}
				};
				</script>""";

		private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		private final SseEmitter emitter = new SseEmitter(0L);

		@GetMapping(path = "/page", produces = "text/html")
		String page() {
			return PAGE;
		}

		@GetMapping("/events")
		SseEmitter events(@Nullable @RequestHeader(name = "Last-Event-ID", required = false) String last) {
			this.opened.add((last != null) ? last : "");
			return this.emitter;
		}

		@GetMapping("/seen")
		void seen(@RequestParam String ids) {
			this.seen.add(ids);
		}

		void send(int id) throws IOException {
			this.emitter.send(SseEmitter.event().id(String.valueOf(id)).reconnectTime(200).data("event"));
		}

		String opened() throws InterruptedException {
			return take(this.opened);
		}

		String seen() throws InterruptedException {
			return take(this.seen);
		}

		private static String take(BlockingQueue<String> queue) throws InterruptedException {
			String value = queue.poll(60, TimeUnit.SECONDS);
			assertThat(value).isNotNull();
			return value;
		}

	}

}
