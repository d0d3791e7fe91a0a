package dev.lastcall.signal.jdk;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Real SIGHUPs, which this process sends itself. Whatever they reach, it is a handler of
 * the test.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class JdkSignalBridgeTests {

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private SunMiscSignals signals;

	private SignalBridge bridge;

	private Object jvmsHandler;

	@BeforeEach
	void takeSignal() throws ReflectiveOperationException {
		this.signals = new SunMiscSignals();
		this.bridge = new JdkSignalBridge(this.signals, () -> false);
		this.jvmsHandler = this.signals.install(PosixSignal.HUP, handler("before"));
		assumeThat(this.signals.isIgnore(this.jvmsHandler)).as("run by nohup").isFalse();
	}

	@AfterEach
	void giveSignalBack() {
		this.signals.install(PosixSignal.HUP, this.jvmsHandler);
	}

	@Test
	void listenerHearsOfTheSignalOnAThreadOfItsOwn() throws Exception {
		long before = System.nanoTime();
		BlockingQueue<SignalEvent> events = new LinkedBlockingQueue<>();
		SignalRegistration registration = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION, (event) -> {
			this.heard.add(Thread.currentThread().getName());
			events.add(event);
		});
		assertThat(registration.signal()).isEqualTo(PosixSignal.HUP);
		assertThat(registration.disposition()).isEqualTo(Disposition.INSTALLED);
		assertThat(raised()).isEqualTo("SIGHUP handler");
		SignalEvent event = events.poll(10, TimeUnit.SECONDS);
		assertThat(event.signal()).isEqualTo(PosixSignal.HUP);
		assertThat(event.nanos() - before).isBetween(0L, System.nanoTime() - before);
	}

	@Test
	void closingGivesTheSignalBackToWhomItBelongedBefore() throws Exception {
		SignalRegistration registration = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION,
				(event) -> this.heard.add("ours"));
		assertThat(raised()).isEqualTo("ours");
		registration.close();
		assertThat(raised()).isEqualTo("before");
	}

	@Test
	void closingTwiceDoesNotTakeTheSignalFromALaterOwner() throws Exception {
		SignalRegistration registration = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION,
				(event) -> this.heard.add("ours"));
		registration.close();
		this.signals.install(PosixSignal.HUP, handler("later"));
		registration.close();
		assertThat(raised()).isEqualTo("later");
	}

	@Test
	void closingLeavesTheSignalToWhoeverTookItAfterUs() throws Exception {
		SignalRegistration registration = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION,
				(event) -> this.heard.add("ours"));
		this.signals.install(PosixSignal.HUP, handler("theirs"));
		registration.close();
		assertThat(raised()).isEqualTo("theirs");
	}

	@Test
	void secondRegistrationTakesTheSignalAndGivesItBackToTheFirst() throws Exception {
		SignalRegistration first = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION,
				(event) -> this.heard.add("first"));
		SignalRegistration second = this.bridge.register(PosixSignal.HUP, SignalLane.TERMINATION,
				(event) -> this.heard.add("second"));
		assertThat(raised()).isEqualTo("second");
		second.close();
		assertThat(raised()).isEqualTo("first");
		first.close();
		assertThat(raised()).isEqualTo("before");
	}

	@Test
	void handlerIsAnObjectWithAnIdentity() {
		Object handler = handler("one");
		Object other = handler("other");
		assertThat(handler).isEqualTo(handler).isNotEqualTo(other).hasToString("Last Call's handler");
		assertThat(handler.hashCode()).isEqualTo(System.identityHashCode(handler));
	}

	private Object handler(String name) {
		return this.signals.handler(() -> this.heard.add(name));
	}

	// Who hears of a signal from outside.
	private String raised() throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid())).start();
		assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
		String name = this.heard.poll(10, TimeUnit.SECONDS);
		assertThat(this.heard).isEmpty();
		return name;
	}

}
