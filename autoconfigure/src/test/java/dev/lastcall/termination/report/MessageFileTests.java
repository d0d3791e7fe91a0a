package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(20)
class MessageFileTests {

	@TempDir
	private Path directory;

	private MessageFile file;

	@AfterEach
	void close() throws IOException {
		this.file.close();
	}

	@Test
	void fileHoldsTheLastMessageAndNothingElse() throws IOException {
		Path path = this.directory.resolve("message");
		this.file = new MessageFile(path);
		write("{\"long\":\"message\"}");
		assertThat(path).hasContent("{\"long\":\"message\"}");
		write("{}");
		assertThat(path).hasContent("{}");
		write("{\"middle\":1}");
		assertThat(path).hasContent("{\"middle\":1}");
	}

	@Test
	void messageReplacesWhatIsThere() throws IOException {
		Path path = Files.writeString(this.directory.resolve("message"), "x".repeat(10_000));
		this.file = new MessageFile(path);
		write("{}");
		assertThat(path).hasContent("{}");
	}

	@Test
	void whatIsThereStaysUntilThereIsAMessage() throws IOException {
		Path path = Files.writeString(this.directory.resolve("message"), "earlier");
		this.file = new MessageFile(path);
		this.file.open();
		assertThat(path).hasContent("earlier");
	}

	@Test
	void missingDirectoryIsNotMade() {
		Path path = this.directory.resolve("missing").resolve("message");
		this.file = new MessageFile(path);
		assertThatIOException().isThrownBy(() -> write("{}"));
		assertThat(path.getParent()).doesNotExist();
	}

	@Test
	void directoryIsRefused() {
		this.file = new MessageFile(this.directory);
		assertThatIOException().isThrownBy(() -> write("{}")).withMessage("not a regular file");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void pipeThatNobodyReadsDoesNotBlock() throws Exception {
		Path pipe = this.directory.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		this.file = new MessageFile(pipe);
		assertThatIOException().isThrownBy(() -> write("{}")).withMessage("not a regular file");
	}

	@Test
	void fileThatWasTakenAwayIsNotMissed() throws IOException {
		Path path = this.directory.resolve("message");
		this.file = new MessageFile(path);
		write("{}");
		Files.delete(path);
		write("{\"a\":1}");
		assertThat(path).doesNotExist();
	}

	private void write(String message) throws IOException {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		this.file.write(Arrays.copyOf(bytes, TerminationMessage.MOST_BYTES), bytes.length);
	}

}
