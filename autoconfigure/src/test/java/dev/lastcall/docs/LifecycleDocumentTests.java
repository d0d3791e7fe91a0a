package dev.lastcall.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifecycleDocumentTests {

	private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	@Test
	void examplesAreCodeThatCompiles() throws IOException {
		String document = Files.readString(Path.of("..", "docs", "lifecycle.md"));
		String code = unindented(Files.readString(Path.of("src/test/java/dev/lastcall/docs/Prices.java")));
		assertThat(JAVA.matcher(document).results().map((match) -> unindented(match.group(1))).toList()).hasSize(3)
			.allSatisfy((example) -> assertThat(code).contains(example));
	}

	private static String unindented(String code) {
		return code.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

}
