package dev.lastcall.signal.nativetier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.stub.SignalDetail;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SignalDispatcherTests {

	private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

	private final BlockingQueue<Integer> passedOn = new LinkedBlockingQueue<>();

	private volatile boolean swallowing;

	private final SignalDispatcher dispatcher = new SignalDispatcher((signal) -> this.swallowing, this.passedOn::add,
			(signal, failure) -> this.failures.add(signal + " " + failure.getMessage()));

	@Test
	void dumpIsHandedOverBeforeATerminationThatCameFirst() {
		CountDownLatch dumped = new CountDownLatch(1);
		AtomicInteger terminated = new AtomicInteger();
		register(PosixSignal.QUIT, SignalLane.DUMP, (event) -> dumped.countDown());
		register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			if (awaits(dumped)) {
				terminated.incrementAndGet();
			}
		});
		hear(PosixSignal.TERM);
		hear(PosixSignal.QUIT);
		this.dispatcher.flush();
		assertThat(terminated).hasValue(1);
	}

	@Test
	void terminationIsToldAgainWhileThereIsNoMemory() {
		AtomicInteger attempts = new AtomicInteger();
		register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			if (attempts.incrementAndGet() < 3) {
				throw new OutOfMemoryError("as if");
			}
		});
		hear(PosixSignal.TERM);
		this.dispatcher.flush();
		assertThat(attempts).hasValue(3);
		assertThat(this.passedOn).isEmpty();
	}

	@Test
	void terminationIsGivenToTheJvmIfThereIsNoMemoryForASecond() {
		register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			throw new OutOfMemoryError("as if");
		});
		hear(PosixSignal.TERM);
		this.dispatcher.flush();
		assertThat(this.passedOn).containsExactly(15);
	}

	@Test
	void signalThatNobodyListensToIsPassedOn() {
		hear(PosixSignal.HUP);
		assertThat(this.passedOn).containsExactly(1);
	}

	@Test
	void signalThatIsTheJvmsAloneIsNotTold() {
		this.swallowing = true;
		register(PosixSignal.QUIT, SignalLane.TERMINATION, (event) -> this.failures.add("told"));
		hear(PosixSignal.QUIT);
		this.dispatcher.flush();
		assertThat(this.failures).isEmpty();
		assertThat(this.passedOn).isEmpty();
	}

	@Test
	void failureOfAListenerIsReportedAndTheOthersHear() throws Exception {
		BlockingQueue<SignalEvent> heard = new LinkedBlockingQueue<>();
		Listeners listeners = new Listeners(PosixSignal.HUP, SignalLane.EVENT, (event) -> {
			throw new IllegalStateException("as if");
		});
		listeners.add(heard::add);
		this.dispatcher.set(1, listeners);
		hear(PosixSignal.HUP);
		assertThat(this.failures.poll(10, TimeUnit.SECONDS)).isEqualTo("SIGHUP as if");
		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(this.dispatcher.last(1).orElseThrow());
	}

	@Test
	void onlyTerminationsAreAlertedAndNeverQuit() {
		AtomicInteger alerts = new AtomicInteger();
		SignalListener listener = new SignalListener() {

			@Override
			public void onAlert(int number, long nanos) {
				alerts.addAndGet(number);
			}

			@Override
			public void onSignal(SignalEvent event) {
				// Only alerts are of interest.
			}

		};
		register(PosixSignal.TERM, SignalLane.TERMINATION, listener);
		register(PosixSignal.QUIT, SignalLane.TERMINATION, listener);
		register(PosixSignal.HUP, SignalLane.EVENT, listener);
		this.dispatcher.alert(-1L, 5);
		assertThat(alerts).hasValue(15);
	}

	@Test
	void moreTerminationsThanCanBeKeptAreToldAllTheSame() {
		AtomicInteger told = new AtomicInteger();
		register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> told.incrementAndGet());
		for (int i = 0; i < 1000; i++) {
			hear(PosixSignal.TERM);
		}
		this.dispatcher.flush();
		assertThat(told).hasValue(1000);
		this.dispatcher.flush();
		assertThat(told).hasValue(1000);
	}

	private void register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		this.dispatcher.set(signal.number(), new Listeners(signal, lane, listener));
	}

	private void hear(PosixSignal signal) {
		SignalDetail detail = new SignalDetail();
		detail.setUnknown(signal.number(), 1, System.nanoTime());
		this.dispatcher.hear(detail);
	}

	private static boolean awaits(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

}
