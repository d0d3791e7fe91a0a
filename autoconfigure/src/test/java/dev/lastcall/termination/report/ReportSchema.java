package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The schema that the documentation promises.
 */
final class ReportSchema {

	private static final Schema SCHEMA = read();

	private ReportSchema() {
	}

	private static Schema read() {
		try {
			return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
				.getSchema(Files.readString(Path.of("..", "docs", "report.schema.json")));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void assertValid(JsonNode document) {
		assertThat(SCHEMA.validate(document)).as(document.toString()).isEmpty();
	}

	static void assertInvalid(JsonNode document) {
		assertThat(SCHEMA.validate(document)).as(document.toString()).isNotEmpty();
	}

}
