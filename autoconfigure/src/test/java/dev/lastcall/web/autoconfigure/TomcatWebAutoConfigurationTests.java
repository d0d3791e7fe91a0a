package dev.lastcall.web.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.LateRequests;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.tomcat.TomcatConnections;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TomcatWebAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SignalAutoConfiguration.class,
			TerminationAutoConfiguration.class, TomcatWebAutoConfiguration.class, ServletWebAutoConfiguration.class);

	private final HeldDrain sources = new HeldDrain("sources", Stage.SOURCES);

	private final Connector additional = new Connector();

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(CONFIGURATIONS);

	@Test
	void connectionsOfTomcatTakePart() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(TomcatConnections.class));
	}

	@Test
	void serverThatIsNotTomcatIsLeftToTheFilter() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ServerConnections.class).isEffective()).isFalse());
	}

	@Test
	void nothingIsThereWithoutTomcat() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Connector.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServerConnections.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.tomcat"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServerConnections.class));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatConnections.class));
	}

	@Test
	void nothingIsThereInOtherApplications() {
		new ApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatConnections.class));
	}

	@Test
	void openConnectionIsClosedAfterItsNextResponseAndNotBefore() throws Exception {
		try (ConfigurableApplicationContext context = start();
				Socket socket = new Socket("localhost",
						context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
			assertThat(context.getBean(ServerConnections.class).isEffective()).isTrue();
			assertThat(exchange(socket)).doesNotContain("Connection: close");
			Closing closing = Closing.of(context);
			this.sources.awaitBegun();
			assertThat(exchange(socket)).first().isEqualTo("HTTP/1.1 200 ");
			assertThat(exchange(socket)).isEmpty();
			this.sources.release();
			closing.awaitEnd();
		}
		finally {
			this.sources.release();
		}
	}

	@Test
	void lastResponseSaysThatItIsTheLast() throws Exception {
		try (ConfigurableApplicationContext context = start();
				Socket socket = new Socket("localhost",
						context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
			Closing closing = Closing.of(context);
			this.sources.awaitBegun();
			assertThat(exchange(socket)).contains("Connection: close").doesNotHaveDuplicates();
			this.sources.release();
			closing.awaitEnd();
		}
		finally {
			this.sources.release();
		}
	}

	@Test
	void connectionToAnAdditionalConnectorIsClosedToo() throws Exception {
		try (ConfigurableApplicationContext context = start();
				Socket socket = new Socket("localhost", this.additional.getLocalPort())) {
			assertThat(exchange(socket)).doesNotContain("Connection: close");
			Closing closing = Closing.of(context);
			this.sources.awaitBegun();
			assertThat(exchange(socket)).contains("Connection: close");
			this.sources.release();
			closing.awaitEnd();
		}
		finally {
			this.sources.release();
		}
	}

	@Test
	void connectionIsKeptAgainAfterItIsResumed() throws Exception {
		this.sources.release();
		try (ConfigurableApplicationContext context = start("--server.tomcat.max-keep-alive-requests=3");
				Socket kept = new Socket("localhost",
						context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
			ConnectionDrain drain = new ConnectionDrain(context.getBean(TomcatConnections.class),
					context.getBean(LingerDrain.class), LateRequests.SERVE, Ticker.system());
			// Twice, so that the second does not take the first's for what was
			// configured.
			drain.drain(DrainContext.unending());
			drain.drain(DrainContext.unending());
			drain.resume();
			assertThat(exchange(kept)).first().isEqualTo("HTTP/1.1 200 ");
			assertThat(exchange(kept)).isNotEmpty().doesNotContain("Connection: close");
			assertThat(exchange(kept)).contains("Connection: close");
		}
	}

	// The status line and the headers, or nothing if the connection was closed.
	private static List<String> exchange(Socket socket) throws IOException {
		PrintWriter writer = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
		writer.print("HEAD /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n");
		writer.flush();
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		return Stream.iterate(reader.readLine(), (line) -> line != null && !line.isEmpty(), (line) -> read(reader))
			.toList();
	}

	private static String read(BufferedReader reader) {
		try {
			return reader.readLine();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton("sources", this.sources),
				(context) -> context.getBeanFactory().registerSingleton("additional", additional()));
		application.setDefaultProperties(Map.of("server.port", "0"));
		return application.run(arguments);
	}

	private WebServerFactoryCustomizer<TomcatServletWebServerFactory> additional() {
		this.additional.setPort(0);
		return new AdditionalConnector(this.additional);
	}

	/**
	 * A class and not a lambda expression, so that Spring Boot sees which factory is
	 * meant.
	 */
	private record AdditionalConnector(
			Connector connector) implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

		@Override
		public void customize(TomcatServletWebServerFactory factory) {
			factory.addAdditionalConnectors(this.connector);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
