package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.lastcall.test.ForkedJvm;
import dev.lastcall.test.ForkedJvm.Result;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ReportUnderDuressTests {

	@TempDir
	private Path directory;

	@Test
	void exhaustedHeapLeavesAValidMessageAndDoesNotHoldTheProcess() throws Exception {
		Path message = this.directory.resolve("message");
		Result result = run(List.of(), List.of("-Xmx16m", "-XX:+UseSerialGC"), "hungry", message);
		assertThat(result.lines()).last().isEqualTo("The last words are spoken");
		JsonNode tree = TestReports.read(message);
		ReportSchema.assertValid(tree);
		assertThat(tree.get("verdict").asString()).isIn("running", "forced");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fullDiskIsToldAndStopsNothing() throws Exception {
		// With this limit, every write to a file fails as it does on a full disk.
		Result result = run(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"), List.of("-XX:-UsePerfData"), "full",
				this.directory.resolve("message"));
		assertThat(result.lines()).last().isEqualTo("The last words are spoken");
		assertThat(result.lines()).filteredOn((line) -> line.startsWith("The report cannot be written to"))
			.hasSize(2)
			.allMatch((line) -> line.contains("IOException: File too large"));
		assertThat(this.directory).isDirectoryNotContaining((file) -> file.toString().endsWith(".tmp"));
	}

	private Result run(List<String> prefix, List<String> options, String mode, Path message)
			throws IOException, InterruptedException {
		Files.writeString(message, "");
		Result result = ForkedJvm.run(prefix, options, ReportProbe.class, mode, message.toString(),
				this.directory.toString());
		assertThat(result.lines()).noneMatch((line) -> line.contains("thread \"lastcall-"));
		return result;
	}

}
