package dev.lastcall.signal.jdk;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.lastcall.test.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of signals in processes that were started in different ways.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SignalDispositionTests {

	@Test
	void signalThatTheParentProcessIgnoredStaysIgnored() throws Exception {
		List<String> ignoringInt = List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");
		assertThat(probe(ignoringInt, List.of())).contains("JDK", "SIGINT IGNORED", "SIGTERM INSTALLED");
	}

	@Test
	void jvmThatKeepsItsSignalsRefusesThem() throws Exception {
		assertThat(probe(List.of(), List.of("-Xrs"))).containsExactly("JDK", "SIGINT REFUSED", "SIGTERM REFUSED");
	}

	@Test
	void runTimeImageWithoutSunMiscSignalLeavesTheHook() throws Exception {
		assertThat(probe(List.of(), List.of("--limit-modules", "java.base"))).containsExactly("HOOK", "SIGINT REFUSED",
				"SIGTERM REFUSED");
	}

	private static List<String> probe(List<String> prefix, List<String> options) throws Exception {
		ForkedJvm.Result result = ForkedJvm.run(prefix, options, SignalProbe.class, "INT", "TERM");
		assertThat(result.exitCode()).as(String.join("\n", result.lines())).isZero();
		return result.lines();
	}

}
