package dev.lastcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	private final DocumentContext metadata = JsonPath.parse(Files.readString(METADATA));

	ConfigurationMetadataTests() throws IOException {
	}

	@Test
	void everyDescriptionIsASentenceInTheLanguageOfTheIde() {
		assertThat(properties()).hasSizeGreaterThan(10).allSatisfy((property) -> {
			String description = property.description();
			assertThat(description).matches("(?s)[A-Z].*\\.").doesNotMatch("(The|A|An) .*");
			assertThat(description.startsWith("Whether ")).isEqualTo(property.is(Boolean.class));
			assertThat(description.endsWith("If a duration suffix is not specified, seconds will be used."))
				.isEqualTo(property.is(Duration.class));
			assertThat(description.startsWith("Comma-separated list of "))
				.isEqualTo(property.type().matches("java\\.util\\.(List|Set)<.*"));
		});
	}

	@Test
	void noDescriptionRepeatsTheDefault() {
		assertThat(properties()).filteredOn((property) -> !property.defaultValue().isEmpty())
			.isNotEmpty()
			.allSatisfy((property) -> {
				assertThat(property.description()).doesNotContain("default", "if not set");
				String number = property.defaultValue().replaceAll("\\D", "");
				assertThat(property.description().split("\\D+")).doesNotContain(number.isEmpty() ? "none" : number);
			});
	}

	@Test
	void endpointCanBeForbidden() {
		assertThat(defaultOf("management.endpoint.drain.access")).isEqualTo("read_only");
	}

	@Test
	void hintsNameSignalsThatMayTerminate() {
		ReservedSignals reserved = new ReservedSignals(Map.of());
		assertThat(hints("lastcall.signals.terminate")).contains("TERM", "INT")
			.allSatisfy((name) -> assertThat(PosixSignal.named(name)).get()
				.matches((signal) -> reserved.reason(signal).isEmpty()));
	}

	@Test
	void documentListsEveryPropertyWithItsDefault() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		for (String line : Files.readAllLines(DOCUMENT)) {
			if (line.startsWith("| `lastcall.")) {
				String[] cells = line.replace("`", "").split("\\|");
				documented.put(cells[1].strip().replaceAll("\\.<name>\\..*", ""), cells[2].strip());
			}
		}
		assertThat(documented.keySet())
			.isEqualTo(properties().stream().map(Property::name).collect(Collectors.toCollection(TreeSet::new)));
		assertThat(properties()).filteredOn((property) -> !property.defaultValue().isEmpty())
			.allSatisfy((property) -> assertThat(documented.get(property.name())).isEqualTo(property.defaultValue()));
	}

	private Set<String> hints(String name) {
		List<String> values = this.metadata.read("$.hints[?(@.name == '%s')].values[*].value".formatted(name));
		return Set.copyOf(values);
	}

	private String defaultOf(String name) {
		List<Object> values = this.metadata.read("$.properties[?(@.name == '%s')].defaultValue".formatted(name));
		return values.isEmpty() ? "" : values.get(0).toString();
	}

	private List<Property> properties() {
		List<Map<String, Object>> properties = this.metadata.read("$.properties[?(@.name =~ /lastcall\\..*/)]");
		return properties.stream()
			.map((it) -> new Property((String) it.get("name"), (String) it.get("type"),
					String.valueOf(it.get("description")), defaultOf((String) it.get("name"))))
			.toList();
	}

	/**
	 * A property, with an empty text for a default that it does not have.
	 */
	private record Property(String name, String type, String description, String defaultValue) {

		private boolean is(Class<?> type) {
			return this.type.equals(type.getName());
		}

	}

}
