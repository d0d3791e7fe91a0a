package dev.lastcall.signal.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.context.SignalHandler;
import dev.lastcall.test.FakeSignalBridge;

import static org.assertj.core.api.Assertions.assertThat;

class HandledSignalsTests {

	private static final String NAME = Handler.class.getName();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TestSurroundings())
		.withBean(FakeSignalBridge.class)
		.withConfiguration(AutoConfigurations.of(SignalAutoConfiguration.class));

	@Test
	void handlerOfASignalThatTheJvmNeedsFailsTheStart() {
		assertRefused(run("USR2"),
				"The bean '%s' handles SIGUSR2, which must not be taken, because the JVM suspends "
						+ "threads with it, for Flight Recorder among others. "
						+ "Handle HUP, USR1, WINCH, or one of RTMIN+1 to RTMIN+27.");
	}

	@Test
	void handlerOfASignalThatAPropertyMapsFailsTheStart() {
		assertRefused(run("TERM"), "The bean '%s' handles SIGTERM, which is also in 'lastcall.signals.terminate'. "
				+ "A signal can do one thing; remove it from the property, or the bean.");
	}

	@Test
	void twoHandlersOfASignalFailTheStart() {
		assertRefused(run("HUP").withBean("other", SignalHandler.class, () -> handler("HUP")),
				"The beans '%s' and '%1$s' both handle SIGHUP. "
						+ "A signal can do one thing; let one of them handle it and tell the other.");
	}

	@Test
	void handlerOfAParentIsTheParents() {
		run("HUP").run((parent) -> this.contextRunner.withParent(parent)
			.withBean("child", SignalHandler.class, () -> handler("HUP"))
			.run((context) -> assertThat(context).hasNotFailed()));
	}

	private ApplicationContextRunner run(String signal) {
		return this.contextRunner.withBean("handler", SignalHandler.class, () -> handler(signal));
	}

	private static void assertRefused(ApplicationContextRunner runner, String message) {
		runner.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(InvalidSettingException.class)
			.hasMessage(message.formatted(NAME)));
	}

	private static SignalHandler handler(String signal) {
		return new Handler(PosixSignal.named(signal).orElseThrow());
	}

	/**
	 * {@link SignalHandler} that does nothing.
	 *
	 * @param signal which signal it handles
	 */
	private record Handler(PosixSignal signal) implements SignalHandler {

		@Override
		public void handle(SignalEvent event) {
			// Not called.
		}

	}

}
