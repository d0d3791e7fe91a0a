package dev.lastcall.signal.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.fixture.NativeBridge;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.inspection.SignalCheck;
import dev.lastcall.signal.inspection.SignalInspection;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SignalMetricsTests {

	private static final PosixSignal SIGNAL = PosixSignal.numbered(49);

	private static final PosixSignal WINCH = PosixSignal.named("WINCH").orElseThrow();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	// Meters hold it weakly, as a bean that Spring holds.
	private SignalInspection inspection;

	@Test
	void metersReadZeroUntilTheNativeTierTakesOver() throws Exception {
		try (NativeBridge signals = new NativeBridge(SIGNAL)) {
			bind(signals);
			assertThat(gauge("tier", "jdk")).isOne();
			assertThat(gauge("tier", "native")).isZero();
			assertThat(received()).isZero();
			assertThat(this.registry.get(SignalMetrics.LAG).functionTimer().count()).isZero();
			signals.handOver();
			assertThat(gauge("tier", "jdk")).isZero();
			assertThat(gauge("tier", "native")).isOne();
			assertThat(received()).isZero();
			Process sender = NativeBridge.send(SIGNAL);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> received() > 0);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.registry.get(SignalMetrics.LAG).functionTimer().totalTime(TimeUnit.NANOSECONDS) > 0);
			sender.destroy();
			assertThat(this.registry.get(SignalMetrics.RING_DROPPED).functionCounter().count()).isZero();
			assertThat(this.registry.get(SignalMetrics.RING_CAPACITY).gauge().value()).isEqualTo(64);
			assertThat(this.registry.get(SignalMetrics.RING_DEPTH).gauge().value()).isBetween(0.0, 64.0);
		}
	}

	@Test
	void findingsAreThoseOfTheLastCheck() throws Exception {
		try (NativeBridge signals = new NativeBridge(WINCH)) {
			SignalInspection inspection = bind(signals);
			signals.handOver();
			SignalCheck check = new SignalCheck(inspection);
			check.run();
			double before = gauge("severity", "warning");
			SignalHandlers.takeOver("WINCH");
			assertThat(gauge("severity", "warning")).isEqualTo(before);
			check.run();
			assertThat(gauge("severity", "warning")).isEqualTo(before + 1);
			check.run();
			assertThat(gauge("severity", "warning")).isEqualTo(before + 1);
		}
	}

	private SignalInspection bind(NativeBridge signals) {
		this.inspection = new SignalInspection(signals.bridge(), Map.of(SIGNAL, SignalPurpose.EVENT));
		new SignalMetrics(this.inspection).bindTo(this.registry);
		return this.inspection;
	}

	private double received() {
		return this.registry.get(SignalMetrics.RECEIVED).tag("signal", SIGNAL.name()).functionCounter().count();
	}

	private double gauge(String tag, String value) {
		String name = tag.equals("tier") ? SignalMetrics.TIER : SignalMetrics.FINDINGS;
		return this.registry.get(name).tag(tag, value).gauge().value();
	}

}
