package dev.lastcall.signal.nativetier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.stub.SignalPage;

import static org.assertj.core.api.Assertions.assertThat;

class NativeSettingsTests {

	private static final SignalAction CODE = new SignalAction(0x1000, 0);

	private static final SignalAction IGNORED = new SignalAction(SignalAction.IGNORE, 0);

	private static final SignalAction ABSENT = new SignalAction(SignalAction.DEFAULT, 0);

	private final NativeSettings settings = new NativeSettings(true, false);

	@ParameterizedTest
	@ValueSource(strings = { "HUP", "INT", "QUIT", "TERM" })
	void signalThatTheJvmDoesNotHandleStaysWithTheKernel(String name) {
		PosixSignal signal = PosixSignal.named(name).orElseThrow();
		assertThat(this.settings.obstacle(signal, ABSENT)).hasValue(Disposition.REFUSED);
		assertThat(this.settings.obstacle(signal, CODE)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "USR1", "WINCH", "RTMIN+1" })
	void signalThatNobodyHandlesMayBeTaken(String name) {
		assertThat(this.settings.obstacle(PosixSignal.named(name).orElseThrow(), ABSENT)).isEmpty();
	}

	@Test
	void ignoredSignalIsTakenOnlyIfThatIsWanted() {
		assertThat(this.settings.obstacle(PosixSignal.TERM, IGNORED)).hasValue(Disposition.IGNORED);
		assertThat(new NativeSettings(true, true).obstacle(PosixSignal.TERM, IGNORED)).isEmpty();
	}

	@Test
	void onlyADumpOfQuitIsTheJvmsToo() {
		assertThat(this.settings.flags(PosixSignal.QUIT, SignalLane.DUMP, CODE)).isEqualTo(SignalPage.CHAIN);
		assertThat(this.settings.flags(PosixSignal.USR1, SignalLane.DUMP, CODE)).isZero();
		assertThat(this.settings.flags(PosixSignal.QUIT, SignalLane.EVENT, CODE)).isZero();
		assertThat(new NativeSettings(false, false).flags(PosixSignal.QUIT, SignalLane.DUMP, CODE)).isZero();
	}

	@Test
	void onlyATerminationThatTheJvmCouldHandleEscalates() {
		assertThat(this.settings.flags(PosixSignal.TERM, SignalLane.TERMINATION, CODE))
			.isEqualTo(SignalPage.TERMINATES);
		assertThat(this.settings.flags(PosixSignal.QUIT, SignalLane.TERMINATION, CODE))
			.isEqualTo(SignalPage.TERMINATES);
		assertThat(this.settings.flags(PosixSignal.TERM, SignalLane.TERMINATION, IGNORED)).isZero();
		assertThat(this.settings.flags(PosixSignal.TERM, SignalLane.EVENT, CODE)).isZero();
	}

}
