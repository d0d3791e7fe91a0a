package dev.lastcall.signal.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.lastcall.fixture.FakeLead;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.nativetier.NativeUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class CopiesTests {

	private static final PosixSignal WINCH = PosixSignal.named("WINCH").orElseThrow();

	private final List<Object> heard = new ArrayList<>();

	private final TieredSignalBridge bridge = TieredSignalBridge.onJdk();

	@Test
	@SuppressWarnings("unchecked")
	void attachedCopyHearsThroughTheLead() {
		try (FakeLead lead = new FakeLead(this::answer)) {
			SignalRegistration registration = this.bridge.register(WINCH, SignalLane.TERMINATION, new Recorder());
			Map<String, Object> request = lead.lastRequest();
			assertThat(request).containsEntry("ask", "register")
				.containsEntry("signal", 28)
				.containsEntry("lane", "TERMINATION");
			((LongConsumer) request.get("alert")).accept(5);
			Consumer<Object> events = (Consumer<Object>) request.get("heard");
			events.accept(Map.of("nanos", 6L, "count", 1L, "code", 0, "pid", 7, "uid", 8));
			events.accept(Map.of("nanos", 9L, "count", 2L));
			assertThat(this.heard).hasSize(3)
				.startsWith("alert 28 5")
				.contains(new SignalEvent(WINCH, 9, Optional.empty(), 2))
				.element(1)
				.asString()
				.contains(new Sender(0, 7, 8).toString());
			assertThat(registration.disposition()).isEqualTo(Disposition.IGNORED);
			registration.close();
			registration.close();
			assertThat(this.heard).endsWith("closed").hasSize(4);
			assertThat(this.bridge.isAttached()).isFalse();
		}
	}

	@Test
	void attachedCopyShowsTheTierOfTheLeadAndInstallsNothing() {
		try (FakeLead lead = new FakeLead(this::answer);
				SignalRegistration registration = this.bridge.register(WINCH, SignalLane.EVENT, new Recorder())) {
			assertThat(registration.signal()).isEqualTo(WINCH);
			assertThat(this.bridge.tier()).isEqualTo(SignalTier.NATIVE);
			assertThat(this.bridge.obstacle()).startsWith("another copy of Last Call in this JVM, loaded by '")
				.endsWith("', hears the signals for this one, with tier 'native', because it is a test");
			assertThat(this.bridge.handOver(() -> {
				throw new NativeUnavailableException("it must not be tried", null);
			})).isTrue();
			assertThat(this.bridge.escalate(3)).isTrue();
			assertThat(lead.lastRequest()).containsEntry("nanos", 3L);
			this.bridge.requestDump();
			assertThat(lead.questions()).endsWith("dump");
		}
	}

	@Test
	void exitIsPreparedWithoutMemoryToo() {
		try (FakeLead lead = new FakeLead(this::answer);
				SignalRegistration registration = this.bridge.register(WINCH, SignalLane.EVENT, new Recorder())) {
			assertThat(registration.signal()).isEqualTo(WINCH);
			this.bridge.prepareExit();
			assertThat(lead.questions()).endsWith("exit");
		}
	}

	@Test
	void leadThatDoesNotUnderstandKeepsItsSignals() {
		try (FakeLead lead = new FakeLead((request) -> Map.of());
				SignalRegistration registration = this.bridge.register(WINCH, SignalLane.EVENT, new Recorder())) {
			assertThat(registration.disposition()).isEqualTo(Disposition.REFUSED);
			assertThat(lead.questions()).contains("register");
			assertThat(this.bridge.tier()).isEqualTo(SignalTier.HOOK);
		}
	}

	@Test
	void leadGoesToWhoIsLeft() {
		TieredSignalBridge other = TieredSignalBridge.onJdk();
		SignalRegistration first = this.bridge.register(WINCH, SignalLane.EVENT, new Recorder());
		SignalRegistration second = other.register(WINCH, SignalLane.EVENT, new Recorder());
		assertThat(this.bridge.isAttached()).isFalse();
		assertThat(other.isAttached()).isTrue();
		assertThat(this.bridge.registrations()).hasSize(2);
		first.close();
		second.close();
		assertThat(this.bridge.registrations()).isEmpty();
		try (SignalRegistration third = other.register(WINCH, SignalLane.EVENT, new Recorder())) {
			assertThat(third.disposition()).isEqualTo(Disposition.INSTALLED);
			assertThat(other.isAttached()).isFalse();
		}
	}

	@Test
	void leadAnswersNothingToWhatItDoesNotUnderstandOrNoLongerLeads() {
		LeadAnswers answers = new LeadAnswers(this.bridge);
		assertThat(answers.apply(Map.of())).isEmpty();
		assertThat(answers.apply(Map.of("ask", "the impossible"))).isEmpty();
		assertThat(answers.apply(Map.of("ask", "register", "signal", 28, "lane", "EVENT", "heard",
				(Consumer<Object>) this.heard::add, "alert", (LongConsumer) this.heard::add)))
			.isEmpty();
		assertThat(answers.apply(Map.of("ask", "escalate", "nanos", 1L))).isEmpty();
		assertThat(answers.apply(Map.of("ask", "status"))).containsEntry("tier", "JDK");
		assertThat(this.heard).isEmpty();
	}

	private Map<String, Object> answer(Map<String, Object> request) {
		Supplier<String> disposition = () -> "IGNORED";
		Runnable close = () -> this.heard.add("closed");
		return switch ((String) request.get("ask")) {
			case "register" -> Map.of("disposition", disposition, "close", close);
			case "status" -> Map.of("tier", "NATIVE", "obstacle", "it is a test");
			case "escalate" -> Map.of("done", true);
			case "exit" -> throw new OutOfMemoryError("as if");
			default -> Map.of();
		};
	}

	/**
	 * Remembers what it hears.
	 */
	private final class Recorder implements SignalListener {

		@Override
		public void onSignal(SignalEvent event) {
			CopiesTests.this.heard.add(event);
		}

		@Override
		public void onAlert(int number, long nanos) {
			CopiesTests.this.heard.add("alert %d %d".formatted(number, nanos));
		}

	}

}
