package dev.lastcall.signal.stub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.lastcall.test.RequiresCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of the stubs against what GNU as makes of the instructions beside them.
 */
@Timeout(60)
@RequiresCommand(value = { "x86_64-linux-gnu-as", "aarch64-linux-gnu-as" },
		packages = "binutils-x86-64-linux-gnu and binutils-aarch64-linux-gnu")
class StubListingTests {

	// The number of a line, an address, and bytes in groups, in a listing of GNU as.
	private static final Pattern ASSEMBLED = Pattern.compile("\\s*(\\d+) \\p{XDigit}{4} ([\\p{XDigit} ]+)\t.*");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "X86_64, x86_64-linux-gnu-as, .intel_syntax noprefix",
			"AARCH64, aarch64-linux-gnu-as, .arch armv8.5-a" })
	void everyLineIsWhatTheAssemblerMakesOfIt(Architecture architecture, String assembler, String syntax)
			throws Exception {
		List<Line> lines = lines(architecture);
		List<String> source = new ArrayList<>(List.of(syntax));
		lines.forEach((line) -> source.add(line.source()));
		source.add(".quad 0");
		String[] assembled = assemble(assembler, source);
		for (int i = 0; i < lines.size(); i++) {
			// The first line is the syntax, and the assembler counts from one.
			assertThat(lines.get(i).bytes()).as(lines.get(i).source()).isEqualTo(assembled[i + 2]);
		}
		assertThat(lines.get(lines.size() - 1).source()).isEqualTo("data:");
	}

	@ParameterizedTest
	@EnumSource
	void addressOfTheDataFollowsTheCodeAtAMultipleOfWhatReadsIt(Architecture architecture) throws IOException {
		byte[] code = StubListing.of(architecture).code();
		String bytes = String.join("", lines(architecture).stream().map(Line::bytes).toList());
		assertThat(HexFormat.of().formatHex(code)).isEqualTo(bytes);
		assertThat(code.length % ((architecture == Architecture.AARCH64) ? 8 : 1)).isZero();
	}

	private String[] assemble(String assembler, List<String> source) throws Exception {
		Path file = Files.write(this.directory.resolve("stub.s"), source);
		Process process = new ProcessBuilder(assembler, "-aln", "--listing-lhs-width=4", "-o",
				this.directory.resolve("stub.o").toString(), file.toString())
			.redirectErrorStream(true)
			.start();
		String listing = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(listing).isZero();
		String[] bytes = new String[source.size() + 1];
		Arrays.fill(bytes, "");
		listing.lines().map(ASSEMBLED::matcher).filter(Matcher::matches).forEach((line) -> {
			String hexadecimal = line.group(2).replace(" ", "").toLowerCase(Locale.ROOT);
			bytes[Integer.parseInt(line.group(1))] = hexadecimal;
		});
		return bytes;
	}

	private static List<Line> lines(Architecture architecture) throws IOException {
		try (InputStream resource = StubListing.class.getResourceAsStream(architecture.listing())) {
			return new String(resource.readAllBytes(), StandardCharsets.US_ASCII).lines()
				.filter((line) -> !line.startsWith(";"))
				.map(StubListingTests::line)
				.toList();
		}
	}

	// Bytes, '|', instruction, and a comment after " ; "; or a label.
	private static Line line(String line) {
		String code = line.replaceFirst(" ; .*", "");
		int bar = code.indexOf('|');
		return (bar < 0) ? new Line("", code.strip())
				: new Line(code.substring(0, bar).strip(), code.substring(bar + 1).strip());
	}

	/**
	 * A line of a listing.
	 *
	 * @param bytes in hexadecimal
	 * @param source for the assembler
	 */
	private record Line(String bytes, String source) {
	}

}
