package dev.lastcall.signal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class FindingsDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "signals.md");

	@Test
	void documentListsExactlyTheFindingsThatExist() throws IOException {
		assertThat(rows().stream().map((cells) -> cells[0]))
			.containsExactlyElementsOf(Arrays.stream(Kind.values()).map((kind) -> "`" + kind.label() + "`").toList());
	}

	@Test
	void everyRowHasSeverityEvidenceAndRemedy() throws IOException {
		List<String> severities = Arrays.stream(Severity.values()).map(Severity::name).toList();
		assertThat(rows()).allSatisfy((cells) -> {
			assertThat(cells).hasSize(4);
			assertThat(severities).anyMatch(cells[1]::contains);
			assertThat(cells[2]).isNotEmpty();
			assertThat(cells[3]).isNotEmpty();
		});
	}

	private static List<String[]> rows() throws IOException {
		return Files.readString(DOCUMENT)
			.transform((text) -> text.substring(text.indexOf("## Findings")))
			.lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.substring(2, line.length() - 2).split(" \\| "))
			.toList();
	}

}
