package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

import dev.lastcall.drain.Drain;
import dev.lastcall.exit.Installation;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.LingerTimes;
import dev.lastcall.web.RequestGate;

import static org.assertj.core.api.Assertions.assertThat;

class ServletWebAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(SignalAutoConfiguration.class,
			TerminationAutoConfiguration.class, ServletWebAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(CONFIGURATIONS);

	@Test
	void requestsTakePartInTheTermination() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(RequestGate.class);
			assertThat(context.getBean(Coordinator.class).drains()).extracting(Drain::name)
				.containsExactly("readiness", "http-linger", "http-accept", "http-requests", "application-context");
		});
	}

	@Test
	void filterComesFirstAndSeesEveryDispatchOnAThreadOfTheServer() {
		this.contextRunner.run((context) -> {
			FilterRegistrationBean<?> registration = context.getBean("lastcallRequestGateFilter",
					FilterRegistrationBean.class);
			assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
			assertThat(registration.determineDispatcherTypes()).containsExactlyInAnyOrder(DispatcherType.REQUEST,
					DispatcherType.ASYNC, DispatcherType.ERROR);
			assertThat(registration.isAsyncSupported()).isTrue();
		});
	}

	@Test
	void filterKnowsTheProbesOfActuatorAndOfTheApplication() {
		this.contextRunner
			.withPropertyValues("lastcall.web.probe-paths=/ping", "management.endpoints.web.base-path=/manage")
			.run((context) -> assertThat(
					context.getBean("lastcallRequestGateFilter", FilterRegistrationBean.class).getFilter())
				.extracting("probePaths")
				.isEqualTo(List.of("/ping", "/manage", "/livez", "/readyz")));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RequestGate.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
	}

	@Test
	void nothingIsThereWithoutTheServletApi() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Filter.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Coordinator.class)
				.doesNotHaveBean(RequestGate.class));
	}

	@Test
	void tomcatAndWebMvcAreNotNeeded() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.apache.catalina", "org.springframework.web.servlet",
					"org.springframework.boot.actuate", "io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RequestGate.class));
	}

	@Test
	void nothingIsThereInOtherApplications() {
		new ApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestGate.class));
		new ReactiveWebApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RequestGate.class));
	}

	@Test
	void kubernetesLingers() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(TerminationAutoConfiguration.class, ServletWebAutoConfiguration.class))
			.withBean(Installation.class, () -> Installation.none("it is not asked for"))
			.withInitializer(ServletWebAutoConfigurationTests::onKubernetes)
			.run((context) -> assertThat(timesOf(context.getBean(LingerDrain.class)))
				.isEqualTo(new LingerTimes(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(2))));
	}

	@Test
	void testOnKubernetesDoesNotLinger() {
		this.contextRunner.withInitializer(ServletWebAutoConfigurationTests::onKubernetes)
			.run((context) -> assertThat(timesOf(context.getBean(LingerDrain.class)))
				.isEqualTo(new LingerTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2))));
	}

	private static void onKubernetes(ConfigurableApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
					Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443")));
	}

	private static LingerTimes timesOf(LingerDrain drain) {
		return (LingerTimes) ReflectionTestUtils.getField(drain, "times");
	}

}
