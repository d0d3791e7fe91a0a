package dev.lastcall.signal.actuate;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.NativeBridge;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.actuate.SignalsEndpoint.FindingDescriptor;
import dev.lastcall.signal.actuate.SignalsEndpoint.LagDescriptor;
import dev.lastcall.signal.actuate.SignalsEndpoint.RingDescriptor;
import dev.lastcall.signal.actuate.SignalsEndpoint.SignalDescriptor;
import dev.lastcall.signal.actuate.SignalsEndpoint.SignalsDescriptor;
import dev.lastcall.signal.inspection.SignalInspection;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SignalsEndpointTests {

	private static final PosixSignal MAPPED = PosixSignal.numbered(47);

	private static final PosixSignal HANDLED = PosixSignal.numbered(48);

	private static final PosixSignal WINCH = PosixSignal.named("WINCH").orElseThrow();

	@Test
	void bridgeThatLeavesSignalsToTheJvmSaysWhy() {
		SignalsDescriptor descriptor = endpoint(new HookSignalBridge("this is a test")).signals();
		assertThat(descriptor.tier()).isEqualTo("hook");
		assertThat(descriptor.obstacle()).isEqualTo("this is a test");
		assertThat(descriptor.signals()).isEmpty();
		assertThat(descriptor.ring()).isEqualTo(new RingDescriptor(0, 64, 0));
		assertThat(descriptor.lag()).isEqualTo(new LagDescriptor(0, 0, 0));
	}

	@Test
	void everySignalIsDescribedBeforeTheHandOver() {
		try (NativeBridge signals = new NativeBridge(MAPPED, HANDLED, WINCH)) {
			SignalsDescriptor descriptor = endpoint(signals.bridge()).signals();
			assertThat(descriptor.tier()).isEqualTo("jdk");
			assertThat(descriptor.obstacle()).isEqualTo("it has not been tried yet");
			assertThat(descriptor.signals()).containsExactly(
					new SignalDescriptor("SIGRTMIN+13", 47, "event", "refused", "unknown", 0, null),
					new SignalDescriptor("SIGRTMIN+14", 48, "handler", "refused", "unknown", 0, null),
					new SignalDescriptor("SIGWINCH", 28, "handler", "installed", "unknown", 0, null));
		}
	}

	@Test
	void nativeTierTellsOwnerCountSenderAndLag() throws Exception {
		try (NativeBridge signals = new NativeBridge(MAPPED, HANDLED)) {
			signals.handOver();
			Process sender = NativeBridge.send(MAPPED);
			SignalsEndpoint endpoint = endpoint(signals.bridge());
			Awaitility.await().until(() -> endpoint.signals().lag().count() > 0);
			Awaitility.await().until(() -> endpoint.signals().signals().get(0).last() != null);
			SignalsDescriptor descriptor = endpoint.signals();
			assertThat(descriptor.tier()).isEqualTo("native");
			assertThat(descriptor.obstacle()).isNull();
			assertThat(descriptor.signals().get(1))
				.isEqualTo(new SignalDescriptor("SIGRTMIN+14", 48, "handler", "installed", "ours", 0, null));
			SignalDescriptor mapped = descriptor.signals().get(0);
			assertThat(mapped.owner()).isEqualTo("ours");
			assertThat(mapped.count()).isEqualTo(1);
			assertThat(mapped.last().ageMillis()).isBetween(0L, 10_000L);
			assertThat(mapped.last().sender().origin()).isEqualTo("process");
			assertThat(mapped.last().sender().pid()).isEqualTo((int) sender.pid());
			assertThat(mapped.last().sender().command()).isIn("sh", "dash", "bash");
			assertThat(descriptor.lag().meanMicros()).isPositive()
				.isLessThanOrEqualTo(descriptor.lag().longestMicros());
			sender.destroy();
		}
	}

	@Test
	void handlerThatWasTakenOverNamesItsOwnerAndIsFound() throws Exception {
		try (NativeBridge signals = new NativeBridge(WINCH)) {
			signals.handOver();
			SignalsEndpoint endpoint = endpoint(signals.bridge());
			assertThat(endpoint.signals().signals()).extracting(SignalDescriptor::owner).containsExactly("ours");
			SignalHandlers.takeOver("WINCH");
			SignalsDescriptor descriptor = endpoint.signals();
			assertThat(descriptor.signals()).singleElement()
				.extracting(SignalDescriptor::owner)
				.asString()
				.contains("libjvm.so", "the JVM's own handler");
			assertThat(descriptor.findings()).filteredOn((finding) -> finding.id().equals("signal-taken-over"))
				.singleElement()
				.satisfies((finding) -> {
					assertThat(finding.severity()).isEqualTo("warning");
					assertThat(finding.signal()).isEqualTo("SIGWINCH");
					assertThat(finding.remedy()).contains("sun.misc.Signal.handle");
				});
		}
	}

	@Test
	void findingsAreLookedForWhenAsked() {
		assertThat(endpoint(new HookSignalBridge("this is a test")).signals().findings())
			.allSatisfy((finding) -> assertThat(finding.evidence()).isNotBlank())
			.extracting(FindingDescriptor::severity)
			.isSubsetOf("info", "warning", "error");
	}

	private static SignalsEndpoint endpoint(SignalBridge bridge) {
		Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
		return new SignalsEndpoint(new SignalInspection(bridge, Map.of(MAPPED, SignalPurpose.EVENT)), Ticker.system());
	}

}
