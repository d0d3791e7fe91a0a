package dev.lastcall.signal.handover;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalBridge;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalTier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SharedRegistrationsTests {

	private static final SignalEvent TERM = SignalEvent.of(PosixSignal.TERM, 1);

	private final List<String> calls = new ArrayList<>();

	private final RecordingBridge bridge = new RecordingBridge();

	private final SharedRegistrations registrations = new SharedRegistrations(this.bridge);

	@Test
	void signalIsTakenOnceAndGivenBackOnce() {
		SignalRegistration first = register("first");
		SignalRegistration second = register("second");
		assertThat(this.calls).containsExactly("take SIGTERM");
		first.close();
		assertThat(this.calls).containsExactly("take SIGTERM");
		second.close();
		assertThat(this.calls).containsExactly("take SIGTERM", "give SIGTERM");
		register("third");
		assertThat(this.calls).endsWith("take SIGTERM");
	}

	@Test
	void everyListenerThatIsLeftHearsOfASignal() {
		register("first");
		register("second").close();
		register("third");
		this.bridge.listener.onSignal(TERM);
		assertThat(this.calls).containsExactly("take SIGTERM", "first", "third");
	}

	@Test
	void signalThatTheJvmDeliversAfterTheLastCloseIsStillHeard() {
		register("only").close();
		this.bridge.listener.onSignal(TERM);
		assertThat(this.calls).containsExactly("take SIGTERM", "give SIGTERM", "only");
	}

	@Test
	void listenerThatThrowsKeepsNoOtherFromHearing() {
		this.registrations.register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> {
			throw new IllegalStateException("as if");
		});
		register("second");
		assertThatIllegalStateException().isThrownBy(() -> this.bridge.listener.onSignal(TERM)).withMessage("as if");
		assertThat(this.calls).endsWith("second");
	}

	private SignalRegistration register(String name) {
		return this.registrations.register(PosixSignal.TERM, SignalLane.TERMINATION, (event) -> this.calls.add(name));
	}

	private final class RecordingBridge implements SignalBridge {

		private SignalListener listener = (event) -> {
		};

		@Override
		public SignalTier tier() {
			return SignalTier.JDK;
		}

		@Override
		public SignalRegistration register(PosixSignal signal, SignalLane lane, SignalListener listener) {
			this.listener = listener;
			SharedRegistrationsTests.this.calls.add("take " + signal);
			return new SignalRegistration() {

				@Override
				public PosixSignal signal() {
					return signal;
				}

				@Override
				public Disposition disposition() {
					return Disposition.INSTALLED;
				}

				@Override
				public void close() {
					SharedRegistrationsTests.this.calls.add("give " + signal);
				}

			};
		}

	}

}
