package dev.lastcall.signal.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.drain.Threads;
import dev.lastcall.fixture.NativeBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.signal.nativetier.NativeSettings;
import dev.lastcall.test.SteppedTicker;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HandOverTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final Set<Thread> before = Set.copyOf(Threads.live());

	@Test
	void signalsAreWatchedFromTheHandOverUntilItIsClosed() {
		try (NativeBridge signals = new NativeBridge(PosixSignal.numbered(51))) {
			HandOver handOver = handOver(signals);
			handOver.run();
			Awaitility.await().atMost(LIMIT).until(() -> threads("lastcall-signal-watch").size() == 1);
			assertThat(signals.bridge().tier()).isEqualTo(SignalTier.NATIVE);
			handOver.close();
			Awaitility.await().atMost(LIMIT).until(() -> threads("lastcall-signal-watch").isEmpty());
		}
	}

	@Test
	void contextThatClosedBeforeItsHandOverIsNotWatched() {
		try (NativeBridge signals = new NativeBridge(PosixSignal.numbered(52))) {
			HandOver handOver = handOver(signals);
			handOver.close();
			handOver.run();
			Awaitility.await().atMost(LIMIT).until(() -> signals.bridge().tier() == SignalTier.NATIVE);
			Awaitility.await().atMost(LIMIT).until(() -> threads("lastcall-signal-handover").isEmpty());
			assertThat(threads("lastcall-signal-watch")).isEmpty();
		}
	}

	private List<Thread> threads(String name) {
		return Threads.live()
			.stream()
			.filter((thread) -> !this.before.contains(thread) && thread.getName().equals(name))
			.toList();
	}

	private static HandOver handOver(NativeBridge signals) {
		SignalWatch watch = new SignalWatch(signals.bridge(), new SteppedTicker());
		return new HandOver(signals.bridge(), new NativeSettings(true, false), true,
				new SignalInspection(signals.bridge(), Map.of()), () -> watch);
	}

}
