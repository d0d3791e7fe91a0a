package dev.lastcall.web.autoconfigure;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.drain.Drain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamDrains;
import dev.lastcall.web.stream.metrics.StreamMetrics;
import dev.lastcall.web.stream.servlet.StreamHandlerAdapter;
import dev.lastcall.web.websocket.servlet.WebSocketHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

class StreamAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SignalAutoConfiguration.class,
			TerminationAutoConfiguration.class, ServletWebAutoConfiguration.class, StreamAutoConfiguration.class,
			WebMetricsAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(CONFIGURATIONS);

	@Test
	void streamsTakePartInTheTermination() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name)
				.contains("http-streams", "http-last-streams"));
	}

	@Test
	void adaptersAreMadeWhenTheyAreAskedFor() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeanFactory().getSingleton("lastcallStreamHandlerAdapter")).isNull();
			assertThat(context.getBeanFactory().getSingleton("lastcallWebSocketHandlerAdapter")).isNull();
			assertThat(context).hasSingleBean(StreamHandlerAdapter.class).hasSingleBean(WebSocketHandlerAdapter.class);
		});
	}

	@Test
	void metersAreRegisteredAtStart() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(StreamMetrics.class));
	}

	@Test
	void tellsOverTheShortestLinger() {
		assertThatTellingTakes(Duration.ofSeconds(4), "lastcall.linger.minimum=4s", "lastcall.linger.maximum=8s");
	}

	@Test
	void withoutAShortestLingerTellsOverTheQuietPeriod() {
		assertThatTellingTakes(Duration.ofSeconds(2), "lastcall.linger.minimum=0", "lastcall.linger.maximum=8s");
		assertThatTellingTakes(Duration.ofSeconds(1), "lastcall.linger.minimum=0", "lastcall.linger.maximum=1s");
	}

	@Test
	void withoutALingerTellsAtOnce() {
		assertThatTellingTakes(Duration.ZERO);
	}

	private void assertThatTellingTakes(Duration length, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> assertThat(ReflectionTestUtils.getField(context.getBean(StreamDrains.class), "length"))
				.isEqualTo(length));
	}

	@Test
	void patienceCannotBeNegative() {
		this.contextRunner.withPropertyValues("lastcall.web.streams.poll-patience=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("lastcall.web.streams.poll-patience"));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OpenStreams.class));
	}

	@Test
	void nothingIsThereInOtherApplications() {
		new ApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OpenStreams.class));
	}

	@Test
	void webMvcIsNotNeeded() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OpenStreams.class)
				.doesNotHaveBean("lastcallStreamHandlerAdapter")
				.doesNotHaveBean("lastcallWebSocketHandlerAdapter"));
	}

	@Test
	void webSocketReactorAndMessagingAreNotNeeded() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.web.socket", "reactor", "org.reactivestreams",
					"org.springframework.messaging"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(StreamHandlerAdapter.class)
				.doesNotHaveBean("lastcallWebSocketHandlerAdapter"));
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.messaging"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(WebSocketHandlerAdapter.class));
	}

}
