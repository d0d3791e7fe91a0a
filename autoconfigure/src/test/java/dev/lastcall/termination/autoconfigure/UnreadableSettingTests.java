package dev.lastcall.termination.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a user sees whose property cannot be read at all: applications that do not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableSettingTests {

	@ParameterizedTest
	@ValueSource(strings = { "budget.grace-period", "budget.pre-stop", "budget.margin", "reserve.sinks",
			"reserve.close", "exit.expedited-budget", "linger.minimum", "linger.maximum", "linger.quiet-period" })
	void textThatIsNoDurationIsReported(String key, CapturedOutput output) {
		assertReported(output, "lastcall." + key, "abc", "not a duration", PlatformTime.DURATION_REMEDY);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			lastcall.readiness.policy; later; [immediate, after-linger, never]
			lastcall.exit.second-signal; twice; [expedite, halt, ignore]
			lastcall.signals.bridge; wooden; [auto, native, jdk, hook]
			""")
	void valueThatIsNoneOfItsOwnIsReported(String key, String value, String values, CapturedOutput output) {
		assertReported(output, key, value, "not one of its values", "Set it to one of " + values + ".");
	}

	@ParameterizedTest
	@CsvSource({ "lastcall.exit.code, zero", "lastcall.exit.forced-code, 1.5", "lastcall.exit.code, 99999999999" })
	void textThatIsNoNumberIsReported(String key, String value, CapturedOutput output) {
		assertReported(output, key, value, "not such a number", "Set it to a whole number, in digits.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lastcall.signals.jvm-dump", "lastcall.signals.override-ignored" })
	void textThatIsNotTrueOrFalseIsReported(String key, CapturedOutput output) {
		assertReported(output, key, "perhaps", "neither true nor false", "Set it to true or false.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lastcall.budget", "lastcall.drains", "lastcall.drains.http-requests" })
	void valueWhereThereShouldBeMoreKeysIsReported(String key, CapturedOutput output) {
		assertStartFails(key, "work");
		assertThat(output).contains("""
				Description:

				The property '%s' has a value, but is only the beginning of other properties.

				Action:

				Set those that 'docs/configuration.md' lists, and not this one.
				""".formatted(key));
	}

	@Test
	void otherPropertiesAreLeftToSpringBoot() {
		Binder binder = Binder.get(new MockEnvironment().withProperty("other.number", "one"));
		BindException failure = catchThrowableOfType(BindException.class,
				() -> binder.bind("other.number", Bindable.of(Integer.class)));
		assertThat(new UnreadableSettingFailureAnalyzer().analyze(failure)).isNull();
	}

	private static void assertReported(CapturedOutput output, String key, String value, String mistake, String remedy) {
		assertStartFails(key, value);
		assertThat(output).contains("""
				***************************
				APPLICATION FAILED TO START
				***************************

				Description:

				The property '%s' is '%s', which is %s.

				Origin: "%1$s" from property source "commandLineArgs"

				Action:

				%s
				""".formatted(key, value, mistake, remedy));
	}

	private static void assertStartFails(String key, String value) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		// Only web applications linger.
		application.setWebApplicationType(
				key.startsWith("lastcall.linger") ? WebApplicationType.SERVLET : WebApplicationType.NONE);
		application.addInitializers(new TestSurroundings());
		assertThatException().isThrownBy(() -> application.run("--server.port=0", "--%s=%s".formatted(key, value)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
