package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.drain.Stage;
import dev.lastcall.exit.Installation;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.context.ContextCloseListener;
import dev.lastcall.termination.context.ContextDrain;
import dev.lastcall.termination.context.ReadinessDrain;
import dev.lastcall.termination.context.TerminationLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, TerminationAutoConfiguration.class));

	@Test
	void terminationIsPreparedByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(Coordinator.class)
				.hasSingleBean(ContextCloseListener.class)
				.hasSingleBean(ReadinessDrain.class)
				.hasSingleBean(ContextDrain.class)
				.hasSingleBean(TerminationLifecycle.class);
			assertThat(namesOf(context.getBean(Coordinator.class))).containsExactly("readiness", "application-context");
			assertThat(context.getBean(Coordinator.class).stage()).isEqualTo(Stage.SERVING);
		});
	}

	@Test
	void workContextCanBeInjectedAlsoIntoListeners() {
		this.contextRunner.withUserConfiguration(Injected.class).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(DrainContext.class);
			assertThat(context.getBean(DrainContext.class).deadline().isNever()).isTrue();
		});
	}

	@Test
	void contextOfTheApplicationTakesPrecedence() {
		DrainContext mine = DrainContext.unending().child(Duration.ZERO);
		this.contextRunner.withBean("mine", DrainContext.class, () -> mine)
			.run((context) -> assertThat(context.getBean(DrainContext.class)).isSameAs(mine));
	}

	@Test
	void nothingIsThereWhenDisabled() {
		this.contextRunner.withPropertyValues("lastcall.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(Arrays.stream(context.getBeanDefinitionNames()).map(context::getType))
				.noneMatch((type) -> type != null && type.getName().startsWith("dev.lastcall")
						&& !type.isAnnotationPresent(Configuration.class));
		});
	}

	@Test
	void terminationNeedsNoOptionalLibrary() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer",
					"jakarta.servlet", "org.springframework.web", "org.apache.catalina"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Coordinator.class));
	}

	@Test
	void drainsAreFoundAsBeansAndThroughSources() {
		this.contextRunner.withUserConfiguration(Drains.class)
			.run((context) -> assertThat(namesOf(context.getBean(Coordinator.class))).containsExactly("readiness",
					"queue", "one-by-source", "two-by-source", "application-context"));
	}

	@Test
	void propertiesPutDrainInAnotherPlace() {
		this.contextRunner.withUserConfiguration(Drains.class)
			.withPropertyValues("lastcall.drains.queue.stage=sinks", "lastcall.drains.queue.after=two-by-source")
			.run((context) -> {
				List<Drain> drains = context.getBean(Coordinator.class).drains();
				assertThat(drains).filteredOn((drain) -> drain.name().equals("queue"))
					.singleElement()
					.satisfies((it) -> {
						assertThat(it.stage()).isEqualTo(Stage.SINKS);
						assertThat(it.after()).containsExactly("two-by-source");
					});
			});
	}

	@Test
	void listenersOfApplicationHearEverything() {
		this.contextRunner.withUserConfiguration(Listener.class).run((context) -> {
			Recorder recorder = context.getBean(Recorder.class);
			assertThat(recorder.events).isEmpty();
			assertThat(recorder.drains).extracting(Drain::name).contains("readiness", "application-context");
			Coordinator coordinator = context.getBean(Coordinator.class);
			context.getSourceApplicationContext().close();
			assertThat(coordinator.ended()).succeedsWithin(Duration.ofSeconds(10));
			assertThat(recorder.events).last().isInstanceOf(TerminationEvent.TerminationEnded.class);
		});
	}

	@Test
	void lazyApplicationIsDrainedLikeAnyOther() {
		HeldDrain held = new HeldDrain("held", Stage.WORK);
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(Drain.class, () -> held)
			.run((context) -> {
				Closing closing = Closing.of(context.getSourceApplicationContext());
				held.awaitBegun();
				assertThat(context.isActive()).isTrue();
				held.release();
				closing.awaitEnd();
			});
	}

	@Test
	void installationIsAskedOnceAndAfterDrainsAreKnown() {
		List<String> drainsAtInstallation = new ArrayList<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TerminationAutoConfiguration.class))
			.withBean(Installation.class, () -> (coordinator) -> {
				drainsAtInstallation.addAll(namesOf(coordinator));
				return new Installation.Installed("hears nothing", List.of());
			})
			.run((context) -> assertThat(drainsAtInstallation).containsExactly("readiness", "application-context"));
	}

	private static List<String> namesOf(Coordinator coordinator) {
		return coordinator.drains().stream().map(Drain::name).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Drains {

		@Bean
		Drain queue() {
			return Drain.of("queue", Stage.SOURCES, (context) -> {
			});
		}

		@Bean
		DrainSource source() {
			return () -> List.of(Drain.of("one-by-source", Stage.WORK, (context) -> {
			}), Drain.of("two-by-source", Stage.SINKS, (context) -> {
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Recorder implements TerminationListener {

		private final List<TerminationEvent> events = new ArrayList<>();

		private List<Drain> drains = List.of();

		@Override
		public void onPrepared(List<Drain> drains) {
			this.drains = drains;
		}

		@Override
		public synchronized void onEvent(TerminationEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		TerminationListener listener(DrainContext work) {
			return (event) -> assertThat(work).isNotNull();
		}

	}

}
