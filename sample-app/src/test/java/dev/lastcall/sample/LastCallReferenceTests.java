package dev.lastcall.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class LastCallReferenceTests {

	@Test
	void onlyTheDrainNeedsLastCall() throws IOException {
		// The root of the main classes; the tests have classes in these packages too.
		Path root = new ClassPathResource("application.yml").getFile().toPath().getParent();
		try (Stream<Path> files = Files.walk(root)) {
			List<String> names = files.filter((file) -> file.toString().endsWith(".class"))
				.filter(LastCallReferenceTests::refersToLastCall)
				.map((file) -> file.getFileName().toString())
				.toList();
			assertThat(names).containsExactly("InvoiceDrain.class");
		}
	}

	// Names of types are plain text in the constant pool.
	private static boolean refersToLastCall(Path file) {
		try {
			String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
			return content.replace("dev/lastcall/sample/", "").contains("dev/lastcall/");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
