package dev.lastcall.signal.autoconfigure;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.ReservedSignals;
import dev.lastcall.signal.SignalPurpose;
import dev.lastcall.signal.autoconfigure.SignalProperties.Choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

class SignalPropertiesTests {

	@Test
	void termAndIntTerminateAndQuitDumpsByDefault() {
		SignalProperties properties = bind(Map.of());
		assertThat(purposes(properties)).containsOnly(entry(PosixSignal.TERM, SignalPurpose.TERMINATE),
				entry(PosixSignal.INT, SignalPurpose.TERMINATE), entry(PosixSignal.QUIT, SignalPurpose.DUMP));
		assertThat(properties.bridge()).isEqualTo(Choice.AUTO);
		assertThat(properties.jvmDump()).isTrue();
		assertThat(properties.overrideIgnored()).isFalse();
	}

	@Test
	void signalsAreNamedWithOrWithoutPrefixInAnyCase() {
		assertThat(
				purposes(bind(Map.of("lastcall.signals.terminate", "hup, SIGTERM,term", "lastcall.signals.dump", ""))))
			.containsOnly(entry(PosixSignal.HUP, SignalPurpose.TERMINATE),
					entry(PosixSignal.TERM, SignalPurpose.TERMINATE));
	}

	@Test
	void everyPurposeHasAProperty() {
		Map<PosixSignal, SignalPurpose> purposes = purposes(
				bind(Map.of("lastcall.signals.quiesce", "RTMIN+1", "lastcall.signals.resume", "RTMIN+2",
						"lastcall.signals.event", "USR1", "lastcall.signals.ignore", "HUP")));
		assertThat(purposes.values()).containsAll(EnumSet.allOf(SignalPurpose.class));
		assertThat(purposes).containsEntry(PosixSignal.HUP, SignalPurpose.IGNORE)
			.containsEntry(PosixSignal.numbered(35), SignalPurpose.QUIESCE);
	}

	@Test
	void quitMayTerminateInsteadOfDumping() {
		assertThat(purposes(bind(Map.of("lastcall.signals.terminate", "TERM,QUIT")))).containsOnly(
				entry(PosixSignal.TERM, SignalPurpose.TERMINATE), entry(PosixSignal.QUIT, SignalPurpose.TERMINATE));
	}

	@Test
	void bridgeIsBound() {
		assertThat(bind(Map.of("lastcall.signals.bridge", "native")).bridge()).isEqualTo(Choice.NATIVE);
		assertThat(bind(Map.of("lastcall.signals.bridge", "jdk")).bridge()).isEqualTo(Choice.JDK);
		assertThat(bind(Map.of("lastcall.signals.bridge", "hook")).bridge()).isEqualTo(Choice.HOOK);
	}

	@Test
	void nameThatIsNoSignalsIsExplained() {
		assertRefused(Map.of("lastcall.signals.terminate", "TERM,BYE"),
				"The property 'lastcall.signals.terminate' contains 'BYE', which is not the name of a signal. "
						+ "Use names such as TERM, INT, HUP, QUIT, USR1 or RTMIN+1.");
	}

	@Test
	void signalThatTheJvmNeedsIsRefusedWithTheReason() {
		assertRefused(Map.of("lastcall.signals.event", "SIGUSR2"),
				"The property 'lastcall.signals.event' contains 'SIGUSR2', which must not be taken, because the JVM "
						+ "suspends threads with it, for Flight Recorder among others. "
						+ "Use HUP, INT, QUIT, TERM, USR1, WINCH, or one of RTMIN+1 to RTMIN+27.");
	}

	@Test
	void signalWithTwoPurposesIsRefused() {
		assertRefused(Map.of("lastcall.signals.event", "TERM"),
				"SIGTERM is in 'lastcall.signals.terminate' and in 'lastcall.signals.event'. "
						+ "A signal can do one thing; remove it from one of the two.");
	}

	private static void assertRefused(Map<String, String> properties, String message) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> purposes(bind(properties)))
			.withMessage(message);
	}

	private static Map<PosixSignal, SignalPurpose> purposes(SignalProperties properties) {
		return properties.purposes(new ReservedSignals(Map.of()));
	}

	private static SignalProperties bind(Map<String, String> properties) {
		Binder binder = new Binder(Set.of(new MapConfigurationPropertySource(properties)), null,
				ApplicationConversionService.getSharedInstance());
		return binder.bindOrCreate("lastcall.signals", SignalProperties.class);
	}

}
