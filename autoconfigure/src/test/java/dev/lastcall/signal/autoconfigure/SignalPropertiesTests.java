package dev.lastcall.signal.autoconfigure;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.autoconfigure.SignalProperties.Choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class SignalPropertiesTests {

	@Test
	void termAndIntTerminateByDefault() {
		SignalProperties properties = bind(Map.of());
		assertThat(properties.signals()).containsExactlyInAnyOrder(PosixSignal.TERM, PosixSignal.INT);
		assertThat(properties.bridge()).isEqualTo(Choice.AUTO);
	}

	@Test
	void signalsAreNamedWithOrWithoutPrefixInAnyCase() {
		assertThat(bind(Map.of("lastcall.signals.terminate", "hup, SIGTERM,term")).signals())
			.containsExactlyInAnyOrder(PosixSignal.HUP, PosixSignal.TERM);
	}

	@Test
	void noSignalMayTerminate() {
		assertThat(bind(Map.of("lastcall.signals.terminate", "")).signals()).isEmpty();
	}

	@Test
	void bridgeIsBound() {
		assertThat(bind(Map.of("lastcall.signals.bridge", "jdk")).bridge()).isEqualTo(Choice.JDK);
		assertThat(bind(Map.of("lastcall.signals.bridge", "hook")).bridge()).isEqualTo(Choice.HOOK);
	}

	@Test
	void signalThatCannotTerminateIsRefused() {
		assertThatException().isThrownBy(() -> bind(Map.of("lastcall.signals.terminate", "TERM,QUIT")))
			.havingRootCause()
			.isInstanceOf(InvalidSettingException.class)
			.withMessage("The property 'lastcall.signals.terminate' contains 'QUIT', which is not a signal that can "
					+ "begin a termination. Use only [SIGHUP, SIGINT, SIGTERM].");
	}

	private static SignalProperties bind(Map<String, String> properties) {
		Binder binder = new Binder(Set.of(new MapConfigurationPropertySource(properties)), null,
				ApplicationConversionService.getSharedInstance());
		return binder.bindOrCreate("lastcall.signals", SignalProperties.class);
	}

}
