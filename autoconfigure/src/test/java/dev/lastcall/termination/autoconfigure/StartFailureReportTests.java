package dev.lastcall.termination.autoconfigure;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class StartFailureReportTests {

	@Test
	void badValueIsReportedAndNotTheFailedBinding(CapturedOutput output) {
		assertStartFails(output, """
				The property 'lastcall.budget.margin' is -1000 ms.
				""", """
				Set it to zero or more.
				""", Nothing.class, "--lastcall.budget.margin=-1");
	}

	@Test
	void drainsThatWaitForEachOtherAreReported(CapturedOutput output) {
		assertStartFails(output, """
				Drains wait for each other in a cycle: one after other after one.
				""", """
				Remove one 'after' of the cycle.
				""", Cycle.class);
	}

	@Test
	void drainsWithTheSameNameAreReported(CapturedOutput output) {
		assertStartFails(output, """
				Two drains are named 'same': one is a %s, the other a %<s.
				""".formatted(Following.class.getName()), """
				Give each drain a name of its own.
				""", Twins.class);
	}

	@Test
	void drainOutsideOfTheStagesIsReported(CapturedOutput output) {
		assertStartFails(output, """
				The drain 'early' is in the stage 'serving', which has no drains.
				""", """
				Choose one of 'announce', 'linger', 'sources', 'work', 'sinks' and 'close'.
				""", Serving.class);
	}

	private static void assertStartFails(CapturedOutput output, String problem, String remedy, Class<?> source,
			String... arguments) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings());
		assertThatException().isThrownBy(() -> application.run(arguments));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsSubsequence("Description:\n\n", problem, "Action:\n\n", remedy);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Cycle {

		@Bean
		Drain one() {
			return new Following("one", Stage.WORK, Set.of("other"));
		}

		@Bean
		Drain other() {
			return new Following("other", Stage.WORK, Set.of("one"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Twins {

		@Bean
		Drain one() {
			return new Following("same", Stage.WORK, Set.of());
		}

		@Bean
		Drain other() {
			return new Following("same", Stage.SINKS, Set.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Serving {

		@Bean
		Drain early() {
			return new Following("early", Stage.SERVING, Set.of());
		}

	}

	private record Following(String name, Stage stage, Set<String> after) implements Drain {

		@Override
		public void drain(DrainContext context) {
			// At rest already.
		}

	}

}
