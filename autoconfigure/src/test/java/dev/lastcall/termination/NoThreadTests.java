package dev.lastcall.termination;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.lastcall.test.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * A termination in a process that can have no more threads.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class NoThreadTests {

	/**
	 * A stack has no room in what is left of the address space, everything else has.
	 */
	private static final long ROOM = 384L << 20;

	private static final String STACKS = "-XX:ThreadStackSize=524288";

	@Test
	void terminationWithoutThreadsStillRunsThroughAndNamesWhatItCouldNotDrain() throws Exception {
		assumeThat(Files.isExecutable(Path.of("/usr/bin/prlimit"))).isTrue();
		ForkedJvm.Result result = ForkedJvm.run(List.of("env", "MALLOC_ARENA_MAX=1"),
				List.of(STACKS, "-Xmx32m", "-XX:+UseSerialGC"), NoThreadProbe.class, Long.toString(ROOM));
		assertThat(result.exitCode()).as(String.join("\n", result.lines())).isZero();
		assertThat(result.lines()).contains("no thread", "late on main", "prepared on lastcall-coordinator")
			.doesNotContain("drained");
		assertThat(result.lines()).filteredOn((line) -> line.contains("mail FAILED java.lang.OutOfMemoryError"))
			.hasSize(2);
	}

}
