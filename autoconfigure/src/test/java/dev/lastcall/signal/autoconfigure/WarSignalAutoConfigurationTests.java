package dev.lastcall.signal.autoconfigure;

import java.nio.file.Path;
import java.util.Set;

import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.support.WebApplicationContextUtils;

import dev.lastcall.fixture.Log;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.context.TerminationLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deploys an application to a servlet container.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class WarSignalAutoConfigurationTests {

	private final Tomcat tomcat = new Tomcat();

	@TempDir
	private Path directory;

	private Context deployed;

	@AfterEach
	void stop() throws Exception {
		this.tomcat.stop();
		this.tomcat.destroy();
		Log.defaultLevel();
	}

	@Test
	void signalsAreLeftToTheServletContainer(CapturedOutput output) throws Exception {
		deploy();
		assertThat(SignalHandlers.isOurs("TERM")).isFalse();
		assertThat(SignalHandlers.isOurs("HUP")).isFalse();
		assertThat(context().getBean(SignalBridge.class).tier()).isEqualTo(SignalTier.HOOK);
		assertThat(Log.lines(output, TerminationLifecycle.class)).singleElement()
			.asString()
			.endsWith("and hears no signal, because this is a WAR, and signals belong to the servlet container.");
	}

	@Test
	void containerThatStopsTerminatesTheApplication() throws Exception {
		deploy();
		Coordinator coordinator = context().getBean(Coordinator.class);
		this.tomcat.stop();
		assertThat(coordinator.drained()).isDone();
		assertThat(coordinator.report().orElseThrow().cause()).isInstanceOf(Cause.ContextClose.class);
	}

	@Test
	void signalsAreHeardInAWarIfAPropertyAsksForIt() throws Exception {
		deploy("lastcall.signals.bridge=jdk", "lastcall.signals.terminate=TERM");
		assertThat(SignalHandlers.isOurs("TERM")).isTrue();
	}

	private void deploy(String... properties) throws Exception {
		this.tomcat.setPort(0);
		this.tomcat.setBaseDir(this.directory.toString());
		this.deployed = this.tomcat.addContext("", this.directory.toString());
		this.deployed.addParameter("logging.level.dev.lastcall", "INFO");
		this.deployed.addServletContainerInitializer(
				(types, servletContext) -> new Initializer(properties).onStartup(servletContext), Set.of());
		this.tomcat.start();
	}

	private ApplicationContext context() {
		return WebApplicationContextUtils.getRequiredWebApplicationContext(this.deployed.getServletContext());
	}

	static final class Initializer extends SpringBootServletInitializer {

		private final String[] properties;

		Initializer(String... properties) {
			this.properties = properties;
		}

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(Application.class)
				.properties("lastcall.signals.event=HUP")
				.properties(this.properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
