package dev.lastcall.web.autoconfigure;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.fixture.Http;
import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which context a request has, wherever it goes in a real server.
 */
@Timeout(60)
class RequestContextTests {

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("server.port", "0", "server.tomcat.threads.max", "1",
				"server.tomcat.threads.min-spare", "1", "lastcall.web.probe-paths", "/probe"));
		RequestContextTests.application = application.run();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void handlerHasItAsAnArgumentAndAsTheCurrentOne() throws Exception {
		assertThat(get("/argument")).isEqualTo("work, current work");
	}

	@Test
	void dispatchOfAnAsynchronousRequestKeepsIt() throws Exception {
		assertThat(get("/dispatched")).isEqualTo("work, current work");
	}

	@Test
	void callableOfAHandlerKeepsIt() throws Exception {
		assertThat(get("/callable")).isEqualTo("work, current work");
	}

	@Test
	void dispatchOfAnErrorKeepsIt() throws Exception {
		assertThat(get("/broken")).isEqualTo("error: work, current work");
		assertThat(get("/thrown")).isEqualTo("error: work, current work");
	}

	@Test
	void requestOfAProbeHasTheArgumentOnly() throws Exception {
		assertThat(get("/broken")).startsWith("error");
		assertThat(get("/probe")).as("on the same thread").isEqualTo("work, current unending");
	}

	private static String get(String path) throws Exception {
		return Http.get(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class), path)
			.body();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shop shop(DrainContext work) {
			return new Shop(work);
		}

	}

	@RestController
	static class Shop implements ErrorController {

		private final DrainContext work;

		Shop(DrainContext work) {
			this.work = work;
		}

		@GetMapping({ "/argument", "/probe", "/target" })
		String argument(DrainContext context) {
			return tell(context);
		}

		@GetMapping("/dispatched")
		void dispatched(HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> async.dispatch("/target"));
			assertThat(unused).isNotNull();
		}

		@GetMapping("/callable")
		Callable<String> callable(DrainContext context) {
			return () -> tell(context);
		}

		@GetMapping("/broken")
		void broken(HttpServletResponse response) throws IOException {
			response.sendError(500);
		}

		@GetMapping("/thrown")
		void thrown() throws IOException {
			throw new IOException("broken");
		}

		@RequestMapping("/error")
		String error(DrainContext context) {
			return "error: " + tell(context);
		}

		private String tell(DrainContext context) {
			return "%s, current %s".formatted(name(context), name(DrainContext.current()));
		}

		private String name(DrainContext context) {
			return (context == this.work) ? "work" : context.toString();
		}

	}

}
