package dev.lastcall.termination;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A termination whose memory is gone for a while.
 */
@Timeout(60)
class MemoryTests {

	@Test
	void terminationWithoutMemoryForAWhileRunsThroughAllStages() throws Exception {
		ForkedJvm.Result result = ForkedJvm.run(List.of(), List.of("-Xmx16m", "-XX:+UseSerialGC"), MemoryProbe.class);
		assertThat(result.lines()).noneMatch((line) -> line.contains("thread \"lastcall-"))
			.contains("announce linger sources work sinks close", "outbox at-rest", "context at-rest", "heard of 6")
			.containsAnyOf("CLEAN", "FORCED");
		assertThat(result.exitCode()).isZero();
	}

}
