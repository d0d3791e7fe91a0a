package dev.lastcall.web.autoconfigure;

import java.util.Map;

import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.RawHttp;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.LateRequests;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.jetty.JettyConnections;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("jetty")
@Timeout(60)
class JettyWebAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SignalAutoConfiguration.class,
			TerminationAutoConfiguration.class, JettyWebAutoConfiguration.class, ServletWebAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(CONFIGURATIONS);

	@Test
	void connectionsOfJettyTakePart() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(JettyConnections.class));
	}

	@Test
	void serverThatIsNotJettyIsLeftToTheFilter() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ServerConnections.class).isEffective()).isFalse());
	}

	@Test
	void nothingIsThereWithoutJetty() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Server.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServerConnections.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.jetty"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ServerConnections.class));
	}

	@Test
	void nothingIsThereWhenDisabledOrInOtherApplications() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettyConnections.class));
		new ApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettyConnections.class));
	}

	@Test
	void connectionIsKeptAgainAfterItIsResumed() throws Exception {
		try (ConfigurableApplicationContext context = start();
				RawHttp kept = new RawHttp(
						context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
			ConnectionDrain drain = new ConnectionDrain(context.getBean(JettyConnections.class),
					context.getBean(LingerDrain.class), LateRequests.SERVE, Ticker.system());
			// Twice, so that a second time does not stay.
			drain.drain(DrainContext.unending());
			drain.drain(DrainContext.unending());
			drain.resume();
			assertThat(kept.get("/hello").response()).endsWith("hello").doesNotContain("close");
			drain.drain(DrainContext.unending());
			assertThat(kept.get("/hello").response()).endsWith("hello").contains("\r\nConnection: close\r\n");
			assertThat(kept.isClosed()).isTrue();
		}
	}

	private static ConfigurableApplicationContext start() {
		SpringApplication application = new SpringApplication(WireApplication.Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		application.setDefaultProperties(Map.of("server.port", "0"));
		return application.run();
	}

}
