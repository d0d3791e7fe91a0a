package dev.lastcall.termination.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBufferTests {

	private final JsonBuffer json = new JsonBuffer(1, 1 << 20);

	@Test
	void valuesReadAsTheyWere() {
		Map<String, Object> value = Map.of("text", "a", "number", 1L << 40, "negative", -1, "boolean", true, "empty",
				List.of(), "nothing", Map.of(), "list", List.of(1, "two", Map.of("three", 3), List.of(false)));
		assertThat(TestReports.read(this.json.value(value))).isEqualTo(TestReports.tree(value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plain", "\"quoted\"", "back\\slash", "two\nlines\tand a tab\r",
			"\u0000\u001f\u007f\u009f", "\u2028\u2029", "grün", "\u07ff\u0800\uffff", "\ud83d\ude00", "</script>" })
	void textReadsAsItWas(String text) {
		assertThat(TestReports.read(this.json.value(text)).asString()).isEqualTo(text);
	}

	@Test
	void controlCharactersDoNotReachATerminal() {
		this.json.value("\u001b[31m\u009b31m\u007f");
		assertThat(text()).isEqualTo("\"\\u001b[31m\\u009b31m\\u007f\"");
	}

	@Test
	void halfASurrogatePairIsReplaced() {
		this.json.value("a\ud83d\ude00\ud83db\ude00");
		assertThat(TestReports.read(this.json).asString()).isEqualTo("a\ud83d\ude00\ufffdb\ufffd");
	}

	@Test
	void everyTextIsTheUtf8ThatTheJdkWrites() throws CharacterCodingException {
		Random random = new Random(1);
		for (int run = 0; run < 1000; run++) {
			String text = TestReports.text(random);
			this.json.rewind(0);
			this.json.value(text);
			String read = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(this.json.bytes(), 0, this.json.size()))
				.toString();
			assertThat(TestReports.read(this.json).asString()).isEqualTo(text);
			assertThat(read.getBytes(StandardCharsets.UTF_8)).hasSize(this.json.size());
		}
	}

	@Test
	void whatDoesNotFitIsToldAndTakenBack() {
		JsonBuffer small = new JsonBuffer(8, 8);
		small.value("12345");
		assertThat(small.isOverflown()).isFalse();
		int mark = small.size();
		small.value("6");
		assertThat(small.isOverflown()).isTrue();
		assertThat(small.size()).isEqualTo(8);
		small.rewind(mark);
		assertThat(small.isOverflown()).isFalse();
		assertThat(small.value(7).isOverflown()).isFalse();
		assertThat(small.raw('8').isOverflown()).isTrue();
	}

	@Test
	void bufferNeverOutgrowsItsLimit() {
		JsonBuffer limited = new JsonBuffer(3, 100);
		limited.value("x".repeat(1000));
		assertThat(limited.isOverflown()).isTrue();
		assertThat(limited.bytes()).hasSize(100);
	}

	private String text() {
		return new String(this.json.bytes(), 0, this.json.size(), StandardCharsets.UTF_8);
	}

}
