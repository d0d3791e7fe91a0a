package dev.lastcall.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationDocumentTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(lastcall\\.[^`]+)` \\|");

	@Test
	void documentListsEveryPropertyAndNoOther() throws IOException {
		Set<String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
			.results()
			.map((row) -> row.group(1).replaceAll("\\.<name>.*", ""))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(documented).isEqualTo(propertiesOfTheMetadata());
	}

	private Set<String> propertiesOfTheMetadata() throws IOException {
		try (InputStream metadata = Objects
			.requireNonNull(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
			Set<String> names = new TreeSet<>();
			for (JsonNode property : JsonMapper.shared().readTree(metadata).get("properties")) {
				names.add(property.get("name").asString());
			}
			// Those of the endpoint are Actuator's own.
			names.removeIf((name) -> !name.startsWith("lastcall."));
			assertThat(names).hasSizeGreaterThan(10);
			return names;
		}
	}

}
