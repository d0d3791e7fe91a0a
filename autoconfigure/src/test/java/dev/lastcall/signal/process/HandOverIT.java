package dev.lastcall.signal.process;

import java.nio.file.Path;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.test.Background;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
@EnabledOnOs(OS.LINUX)
class HandOverIT {

	private static final int HUP = 1;

	@TempDir
	private Path directory;

	@RepeatedTest(3)
	void noSignalIsLostOrDoubledWhileTheNativeTierTakesOver() throws Exception {
		try (BridgeProcess process = BridgeProcess.with().start(this.directory)) {
			process.order("register r HUP EVENT print");
			long pid = process.pid();
			int sent = send(process, pid, 0, 10);
			Background<String> handOver = Background.call("handover", () -> process.order("handover"));
			while (!handOver.isDone()) {
				sent = send(process, pid, sent, 1);
			}
			assertThat(handOver.result()).isEqualTo("NATIVE");
			sent = send(process, pid, sent, 10);
			assertThat(process.order("heard HUP")).isEqualTo(Integer.toString(sent));
			assertThat(process.linesWith("on 'SIGHUP handler'")).isGreaterThanOrEqualTo(10);
			assertThat(process.linesWith("on 'lastcall-signal-event'")).isGreaterThanOrEqualTo(10);
			assertThat(process.linesWith("heard r")).isEqualTo(sent);
		}
	}

	// One after the other, because the kernel makes one of several that wait.
	private static int send(BridgeProcess process, long pid, int sent, int times) throws Exception {
		for (int i = 1; i <= times; i++) {
			KernelSignals.kill(pid, HUP);
			process.awaitLines("heard r", sent + i);
		}
		return sent + times;
	}

}
