package dev.lastcall.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTests {

	private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

	@Test
	void exampleIsTheCodeOfTheSampleApp() throws IOException {
		String readme = Files.readString(Path.of("..", "README.md"));
		String code = Files.readString(Path.of("src/main/java/dev/lastcall/sample/invoice/InvoiceDrain.java"));
		assertThat(JAVA.matcher(readme).results().map(MatchResult::group).toList()).singleElement()
			.satisfies((example) -> assertThat(code).contains(JAVA.matcher(example).replaceAll("$1").strip()));
	}

}
