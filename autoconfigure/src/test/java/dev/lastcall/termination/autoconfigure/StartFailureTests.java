package dev.lastcall.termination.autoconfigure;

import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.web.autoconfigure.ServletWebAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class StartFailureTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class, TerminationAutoConfiguration.class,
				ServletWebAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource({ "durations", "exitCodes", "budgets", "variables", "lingers", "names" })
	void badValueIsExplained(String properties, String problem, String remedy) {
		this.contextRunner.withPropertyValues(properties.split(" ")).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualTo(problem);
			assertThat(analysis.getAction()).isEqualTo(remedy);
		});
	}

	static Stream<Arguments> durations() {
		return Stream
			.of("budget.grace-period", "budget.pre-stop", "budget.margin", "reserve.sinks", "reserve.close",
					"exit.expedited-budget", "linger.minimum", "linger.maximum", "linger.quiet-period")
			.map((key) -> Arguments.of("lastcall." + key + "=-1500ms",
					"The property 'lastcall.%s' is -1500 ms.".formatted(key), "Set it to zero or more."));
	}

	static Stream<Arguments> exitCodes() {
		return Stream
			.of(Arguments.of("code", -1), Arguments.of("code", 256), Arguments.of("forced-code", -1),
					Arguments.of("forced-code", 256))
			.map((bad) -> Arguments.of("lastcall.exit.%s=%d".formatted(bad.get()),
					"The property 'lastcall.exit.%s' is %d.".formatted(bad.get()),
					"Set it to a number from 0 to 255."));
	}

	static Stream<Arguments> budgets() {
		return Stream.of(Arguments.of(
				"lastcall.budget.grace-period=10s lastcall.budget.pre-stop=9s lastcall.budget.margin=3s",
				"Nothing is left of the budget: 'lastcall.budget.grace-period' (10000 ms) - 'lastcall.budget.pre-stop' (9000 ms) - 'lastcall.budget.margin' (3000 ms) = -2000 ms.",
				"Lengthen the grace period, there and in the platform's own configuration, or shorten the others."),
				Arguments.of("lastcall.budget.grace-period=12s lastcall.reserve.sinks=6s lastcall.reserve.close=5s",
						"The reserves leave nothing of the budget of 10000 ms: 'lastcall.reserve.sinks' (6000 ms) + 'lastcall.reserve.close' (5000 ms) + 300 ms for the exit = 11300 ms.",
						"Shorten a reserve, or lengthen 'lastcall.budget.grace-period' and the platform's own grace period."));
	}

	static Stream<Arguments> variables() {
		return Stream.of(
				Arguments.of("LASTCALL_GRACE_PERIOD=thirty",
						"The environment variable 'LASTCALL_GRACE_PERIOD' is 'thirty', which is not a duration.",
						PlatformTime.DURATION_REMEDY),
				Arguments.of("LASTCALL_PRE_STOP=-5s", "The environment variable 'LASTCALL_PRE_STOP' is '-5s'.",
						"Set it to zero or more."),
				Arguments.of("LASTCALL_GRACE_PERIOD=2",
						"Nothing is left of the budget: 'LASTCALL_GRACE_PERIOD' (2000 ms) - 'lastcall.budget.pre-stop' (0 ms) - 'lastcall.budget.margin' (2000 ms) = 0 ms.",
						"Lengthen the grace period, there and in the platform's own configuration, or shorten the others."));
	}

	static Stream<Arguments> lingers() {
		String remedy = "Shorten 'lastcall.linger.minimum' and 'lastcall.linger.maximum', or lengthen 'lastcall.budget.grace-period' and the platform's own grace period.";
		return Stream.of(Arguments.of("lastcall.linger.minimum=8s lastcall.linger.maximum=7s",
				"The property 'lastcall.linger.minimum' (8000 ms) is longer than 'lastcall.linger.maximum' (7000 ms).",
				"Shorten the minimum or lengthen the maximum."),
				Arguments.of("lastcall.linger.maximum=23s",
						"Lingering leaves no time for the work in flight: lingering for at most 23000 ms ('lastcall.linger.*') + reserves (5300 ms) = 28300 ms of a budget of 28000 ms.",
						remedy),
				Arguments.of("lastcall.linger.minimum=1m",
						"Lingering leaves no time for the work in flight: lingering for at most 60000 ms ('lastcall.linger.*') + reserves (5300 ms) = 65300 ms of a budget of 28000 ms.",
						remedy));
	}

	static Stream<Arguments> names() {
		String drains = "[application-context, http-accept, http-linger, http-requests, readiness]";
		return Stream.of(Arguments.of("lastcall.signals.terminate=TERM,KILL",
				"The property 'lastcall.signals.terminate' contains 'KILL', which must not be taken, because the kernel lets nobody handle it.",
				"Use HUP, INT, QUIT, TERM, USR1, WINCH, or one of RTMIN+1 to RTMIN+27."),
				Arguments.of("lastcall.drains.http-requests.stage=wrok",
						"The property 'lastcall.drains.http-requests.stage' is 'wrok', which is not a stage.",
						"Set it to one of [announce, linger, sources, work, sinks, close]."),
				Arguments.of("lastcall.drains.kafka.stage=work",
						"The properties 'lastcall.drains.kafka' place a drain that does not exist.",
						"Name one of %s, or remove them.".formatted(drains)),
				Arguments.of("lastcall.drains.http-requests.after=kafka",
						"The drain 'http-requests' comes after 'kafka', but no drain has that name.",
						"Name one of ['application-context', 'http-accept', 'http-linger', 'http-requests', 'readiness'], or remove the 'after'."),
				Arguments.of("lastcall.drains.http-accept.after=http-requests",
						"The drain 'http-accept' of the stage 'sources' comes after 'http-requests', which is in the later stage 'work'.",
						"Move one of them to the other's stage, or remove the 'after'."),
				Arguments.of("lastcall.web.probe-paths=/livez,healthz",
						"The property 'lastcall.web.probe-paths' contains 'healthz', which is not a path below the root.",
						"Begin each path with '/', as in '/healthz'."));
	}

	// As Spring Boot's FailureAnalyzers do it.
	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, null, (type, implementation, ex) -> {
			})
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No analysis", failure));
	}

}
