package dev.lastcall.signal.context;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

import dev.lastcall.fixture.Log;
import dev.lastcall.signal.HookSignalBridge;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.inspection.SignalInspection;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SignalEffectsTests {

	private final SignalInspection inspection = new SignalInspection(new HookSignalBridge("this is a test"),
			purposes());

	private final List<SignalPurpose> orders = new ArrayList<>();

	private int dumps;

	private final SignalListener dump = new SignalEffects(new GenericApplicationContext(), () -> this.dumps++,
			this.orders::add, this.inspection)
		.of(SignalPurpose.DUMP);

	@Test
	void quitOfThePlatformIsToldOnceWithItsRemedy(CapturedOutput output) {
		this.dump.onSignal(quit(Optional.of(new Sender(0, 0, 0))));
		this.dump.onSignal(quit(Optional.of(new Sender(0, 1, 0))));
		assertThat(Log.ownLines(output, SignalWatch.class)).singleElement()
			.asString()
			.startsWith("WARN Finding 'quit-from-platform': SIGQUIT came from a process outside this PID namespace")
			.contains("lastcall.signals.terminate=TERM,INT,QUIT");
		assertThat(this.inspection.lastFindings()).extracting(Finding::kind).containsExactly(Kind.QUIT_FROM_PLATFORM);
		assertThat(this.inspection.findings()).extracting(Finding::kind).contains(Kind.QUIT_FROM_PLATFORM);
		assertThat(this.inspection.findings()).extracting(Finding::severity)
			.isSortedAccordingTo(Comparator.reverseOrder());
	}

	@Test
	void quitOfAnotherProcessOrOfNobodyKnownIsNoFinding(CapturedOutput output) {
		this.dump.onSignal(quit(Optional.of(new Sender(0, 4711, 0))));
		this.dump.onSignal(quit(Optional.empty()));
		assertThat(Log.ownLines(output, SignalWatch.class)).isEmpty();
		assertThat(this.inspection.lastFindings()).isEmpty();
		assertThat(this.dumps).as("SIGQUIT reaches the JVM by itself").isZero();
	}

	@Test
	void anotherSignalMakesTheJvmDump() {
		this.dump.onSignal(SignalEvent.of(PosixSignal.USR1, 0));
		assertThat(this.dumps).isOne();
	}

	private static SignalEvent quit(Optional<Sender> sender) {
		return new SignalEvent(PosixSignal.QUIT, 0, sender, 1);
	}

	private static Map<PosixSignal, SignalPurpose> purposes() {
		Map<PosixSignal, SignalPurpose> purposes = new LinkedHashMap<>();
		purposes.put(PosixSignal.TERM, SignalPurpose.TERMINATE);
		purposes.put(PosixSignal.INT, SignalPurpose.TERMINATE);
		purposes.put(PosixSignal.QUIT, SignalPurpose.DUMP);
		return purposes;
	}

}
