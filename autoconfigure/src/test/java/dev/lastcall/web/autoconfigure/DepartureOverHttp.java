package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.RawHttp;
import dev.lastcall.fixture.RawHttp2;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.autoconfigure.WireApplication.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients see on the wire of a servlet application that leaves, whatever its server.
 * It does not linger unless a test says so, but is held at the end of that stage.
 */
@Timeout(60)
abstract class DepartureOverHttp {

	static final String CLOSE = "\r\nConnection: close\r\n";

	final HeldDrain lingering = new HeldDrain("lingering", Stage.LINGER);

	final HeldDrain work = new HeldDrain("work", Stage.WORK);

	ConfigurableApplicationContext context;

	@AfterEach
	void close() throws InterruptedException {
		this.lingering.release();
		this.work.release();
		if (this.context != null && this.context.isActive()) {
			this.context.getBean(Shop.class).goOn.countDown();
			Closing.of(this.context).awaitEnd();
		}
	}

	void assertLast(RawHttp http) throws Exception {
		assertThat(http.get("/hello").response()).startsWith("HTTP/1.1 200").containsOnlyOnce(CLOSE).endsWith("hello");
		assertThat(http.isClosed()).isTrue();
	}

	static void assertRejected(RawHttp http) throws Exception {
		assertThat(http.get("/hello").response()).startsWith("HTTP/1.1 503")
			.containsOnlyOnce(CLOSE)
			.contains("\r\nRetry-After: 1\r\n")
			.contains("application/problem+json")
			.endsWith("This instance is leaving and takes no more requests.\"}");
		assertThat(http.isClosed()).isTrue();
	}

	// On a connection that has not been asked, because it came later.
	void assertHttp2IsRejected() throws Exception {
		try (RawHttp2 http = RawHttp2.connect(port())) {
			int hello = http.get("/hello");
			assertThat(http.status(hello)).isEqualTo("503");
			assertThat(http.body(hello)).contains("This instance is leaving");
		}
	}

	void assertProbesAreAnswered() throws Exception {
		try (RawHttp http = new RawHttp(port()); RawHttp2 http2 = RawHttp2.connect(port())) {
			assertThat(http.get("/actuator/health/liveness").head()).startsWith("HTTP/1.1 200");
			assertThat(http2.status(http2.get("/actuator/health/liveness"))).isEqualTo("200");
		}
	}

	// A client may have its response before the server is done with the request.
	void assertNothingIsInFlight() throws InterruptedException {
		DrainContext patience = DrainContext.root(Deadline.after(Duration.ofSeconds(10), Ticker.system()),
				Ticker.system());
		assertThat(patience.await(gate().inFlight()::isEmpty)).as("requests in flight end").isTrue();
	}

	// Everybody has been asked, and the stage goes on.
	void linger() throws InterruptedException {
		Closing.of(this.context);
		this.lingering.awaitBegun();
	}

	Closing closeUntilWork() throws InterruptedException {
		this.lingering.release();
		Closing closing = Closing.of(this.context);
		this.work.awaitBegun();
		return closing;
	}

	void awaitEntered() throws InterruptedException {
		assertThat(shop().entered.await(10, TimeUnit.SECONDS)).isTrue();
	}

	void start(String... properties) {
		Map<String, Object> defaults = new HashMap<>(Map.of("server.port", "0", "server.http2.enabled", "true",
				"lastcall.drains.lingering.after", "http-connections"));
		for (int i = 0; i < properties.length; i += 2) {
			defaults.put(properties[i], properties[i + 1]);
		}
		SpringApplication application = new SpringApplication(WireApplication.Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton("lingering", this.lingering),
				(context) -> context.getBeanFactory().registerSingleton("work", this.work));
		application.setBannerMode(Banner.Mode.OFF);
		application.setDefaultProperties(defaults);
		this.context = application.run();
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	Shop shop() {
		return this.context.getBean(Shop.class);
	}

	RequestGate gate() {
		return this.context.getBean(RequestGate.class);
	}

}
