package dev.lastcall.termination;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CauseTests {

	@Test
	void signalsExitCodeIs128PlusItsNumber() {
		assertThat(new Cause.Signal("TERM", 15, "").exitCode()).isEqualTo(143);
		assertThat(new Cause.Signal("INT", 2, "").exitCode()).isEqualTo(130);
	}

	@Test
	void causesFitTheMiddleOfASentence() {
		assertThat(new Cause.Signal("TERM", 15, "").describe()).isEqualTo("SIGTERM");
		assertThat(new Cause.ContextClose().describe()).isEqualTo("the closing of the application context");
		assertThat(new Cause.StartFailure().describeFully()).isEqualTo("the failure of the start");
		assertThat(new Cause.Test().describeFully()).isEqualTo("the end of a test's application context");
		assertThat(new Cause.Endpoint("shutdown").describeFully()).isEqualTo("a call of the endpoint 'shutdown'");
		assertThat(new Cause.JvmShutdown().describe()).isEqualTo("the shutdown of the JVM");
	}

}
