package dev.lastcall.termination.context;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.actuate.DrainEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SeveralContextsTests {

	private final HeldDrain one = new HeldDrain("one", Stage.WORK);

	private final HeldDrain other = new HeldDrain("other", Stage.WORK);

	@AfterEach
	void letGo() {
		this.one.release();
		this.other.release();
	}

	@Test
	void parentAndChildHaveTheirOwnDrains() {
		try (ConfigurableApplicationContext parent = start(this.one, null);
				ConfigurableApplicationContext child = start(this.other, parent)) {
			letGo();
			assertThat(coordinator(child)).isNotSameAs(coordinator(parent));
			assertThat(names(parent)).contains("one", "application-context").doesNotContain("other");
			assertThat(names(child)).contains("other", "application-context").doesNotContain("one");
		}
	}

	@Test
	void closedChildDrainsAloneAndLeavesItsParent() throws Exception {
		try (ConfigurableApplicationContext parent = start(this.one, null)) {
			ConfigurableApplicationContext child = start(this.other, parent);
			Closing closing = Closing.of(child);
			this.other.awaitBegun();
			this.other.release();
			closing.awaitEnd();
			assertThat(this.one.hasBegun()).isFalse();
			assertThat(coordinator(parent).stage()).isEqualTo(Stage.SERVING);
			assertThat(parent.isActive()).isTrue();
			this.one.release();
		}
	}

	@Test
	void childIsDrainedBeforeItsParentCloses() throws Exception {
		ConfigurableApplicationContext parent = start(this.one, null);
		ConfigurableApplicationContext child = start(this.other, parent);
		this.one.release();
		Closing closing = Closing.of(parent);
		this.other.awaitBegun();
		assertThat(parent.getBean(Part.class).destroyed).isFalse();
		assertThat(child.getBean(Part.class).destroyed).isFalse();
		this.other.release();
		closing.awaitEnd();
		assertThat(parent.isActive()).isFalse();
		assertThat(child.isActive()).isFalse();
	}

	@Test
	void endpointOfChildTellsOfTheChild() {
		String exposure = "--management.endpoints.web.exposure.include=drain";
		try (ConfigurableApplicationContext parent = start(this.one, null, exposure);
				ConfigurableApplicationContext child = start(this.other, parent, exposure)) {
			letGo();
			assertThat(child.getBean(DrainEndpoint.class).drain().drains()).extracting("name")
				.contains("other")
				.doesNotContain("one");
		}
	}

	@Test
	void unrelatedApplicationsInOneJvmDrainAlone() throws Exception {
		try (ConfigurableApplicationContext first = start(this.one, null)) {
			ConfigurableApplicationContext second = start(this.other, null);
			Closing closing = Closing.of(second);
			this.other.awaitBegun();
			this.other.release();
			closing.awaitEnd();
			assertThat(this.one.hasBegun()).isFalse();
			assertThat(first.isActive()).isTrue();
			assertThat(coordinator(first).deadline()).isEmpty();
			this.one.release();
		}
		assertThat(this.one.hasBegun()).isTrue();
	}

	private static ConfigurableApplicationContext start(Drain drain, @Nullable ConfigurableApplicationContext parent,
			String... arguments) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.initializers(new TestSurroundings(),
					(context) -> context.getBeanFactory().registerSingleton(drain.name(), drain));
		return ((parent != null) ? builder.parent(parent) : builder).run(arguments);
	}

	private static Coordinator coordinator(ConfigurableApplicationContext context) {
		return context.getBean(Coordinator.class);
	}

	private static List<String> names(ConfigurableApplicationContext context) {
		return coordinator(context).drains().stream().map(Drain::name).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Part part() {
			return new Part();
		}

	}

	private static final class Part implements DisposableBean {

		private volatile boolean destroyed;

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

}
