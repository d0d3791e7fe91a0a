package dev.lastcall.exit;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.test.ForkedJvm;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class JvmTests {

	@Test
	void exitRunsTheHooksWhichSeeTheShutdownAndCanAddNoMore() throws Exception {
		ForkedJvm.Result result = ForkedJvm.run(List.of(), List.of(), JvmProbe.class, "exit");
		assertThat(result).isEqualTo(new ForkedJvm.Result(7, List.of("running false", "hook true false")));
	}

	@Test
	void haltRunsNoHooks() throws Exception {
		ForkedJvm.Result result = ForkedJvm.run(List.of(), List.of(), JvmProbe.class, "halt");
		assertThat(result).isEqualTo(new ForkedJvm.Result(9, List.of("running false")));
	}

}
