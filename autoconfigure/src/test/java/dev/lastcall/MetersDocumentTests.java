package dev.lastcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.lastcall.drain.Stage;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.autoconfigure.SignalAutoConfiguration;
import dev.lastcall.signal.autoconfigure.SignalMetricsAutoConfiguration;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.termination.autoconfigure.TerminationMetricsAutoConfiguration;
import dev.lastcall.termination.report.PreviousRun.Outcome;
import dev.lastcall.web.autoconfigure.ServletWebAutoConfiguration;
import dev.lastcall.web.autoconfigure.StreamAutoConfiguration;
import dev.lastcall.web.autoconfigure.WebMetricsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class MetersDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, SignalAutoConfiguration.class,
				TerminationAutoConfiguration.class, TerminationMetricsAutoConfiguration.class,
				ServletWebAutoConfiguration.class, StreamAutoConfiguration.class, WebMetricsAutoConfiguration.class,
				SignalMetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("lastcall.report.directory=target");

	@Test
	void documentListsExactlyTheMetersThatAreRegistered() throws IOException {
		List<Row> documented = documented();
		this.contextRunner.run((context) -> assertThat(documented)
			.containsExactlyInAnyOrderElementsOf(registered(context.getBean(MeterRegistry.class))));
	}

	@Test
	void tagsTakeTheirValuesFromTheDocumentedSets() throws IOException {
		String text = Files.readString(DOCUMENT).replace('\n', ' ');
		assertThat(text).contains("`stage` is one of " + labels(Arrays.stream(Stage.values()).map(Stage::label)) + ".");
		assertThat(text)
			.contains("`tier` is one of " + labels(Arrays.stream(SignalTier.values()).map(SignalTier::label)) + ".");
		assertThat(text).contains("`outcome` is one of " + labels(outcomes()) + ".");
		assertThat(text).contains("`severity` is one of " + labels(severities()) + ".");
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(values(registry, "tier")).containsExactly("hook", "jdk", "native");
			assertThat(values(registry, "severity")).containsExactlyInAnyOrderElementsOf(severities().toList());
			assertThat(values(registry, "outcome")).containsExactlyElementsOf(outcomes().toList());
			assertThat(values(registry, "signal")).containsExactly("INT", "QUIT", "TERM");
			assertThat(values(registry, "stage")).isEqualTo(
					Arrays.stream(Stage.values()).map(Stage::label).collect(Collectors.toCollection(TreeSet::new)));
			assertThat(values(registry, "drain")).containsExactly("application-context", "http-accept",
					"http-last-streams", "http-linger", "http-requests", "http-streams", "readiness");
			assertThat(values(registry, "kind")).containsExactly("event-stream", "long-poll", "web-socket");
		});
	}

	private static Stream<String> outcomes() {
		return Arrays.stream(Outcome.values()).map(Outcome::label);
	}

	private static Stream<String> severities() {
		return Arrays.stream(Severity.values()).map((severity) -> severity.name().toLowerCase(Locale.ROOT));
	}

	private static String labels(Stream<String> labels) {
		return labels.map((label) -> "`" + label + "`").collect(Collectors.joining(", "));
	}

	private static Set<String> values(MeterRegistry registry, String tag) {
		return ours(registry).map((meter) -> meter.getId().getTag(tag))
			.filter((value) -> value != null)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<Meter> ours(MeterRegistry registry) {
		return registry.getMeters().stream().filter((meter) -> meter.getId().getName().startsWith("lastcall."));
	}

	private static List<Row> registered(MeterRegistry registry) {
		return ours(registry).map(Row::of).distinct().toList();
	}

	private static List<Row> documented() throws IOException {
		return Files.readAllLines(DOCUMENT)
			.stream()
			.filter((line) -> line.startsWith("| `lastcall."))
			.map(Row::of)
			.sorted(Comparator.comparing(Row::name))
			.toList();
	}

	/**
	 * A row of the table.
	 */
	private record Row(String name, String type, String unit, Set<String> tags, String meaning) {

		private static Row of(String line) {
			String[] cells = line.replace("`", "").substring(1).split("\\|");
			return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(),
					Arrays.stream(cells[3].split(","))
						.map(String::strip)
						.filter((tag) -> !tag.isEmpty())
						.collect(Collectors.toSet()),
					cells[4].strip());
		}

		private static Row of(Meter meter) {
			Meter.Id id = meter.getId();
			return new Row(id.getName(), id.getType().name().toLowerCase(Locale.ROOT),
					(id.getBaseUnit() != null) ? id.getBaseUnit() : "",
					id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()),
					(id.getDescription() != null) ? id.getDescription() : "");
		}

	}

}
