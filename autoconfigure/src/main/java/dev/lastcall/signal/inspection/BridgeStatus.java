package dev.lastcall.signal.inspection;

import java.util.List;
import java.util.Optional;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.SignalTier;
import dev.lastcall.signal.nativetier.NativeSignalBridge;
import dev.lastcall.signal.stub.SignalRing;

/**
 * The state of the bridge.
 *
 * @param tier how signals are heard
 * @param obstacle why not better, as a clause; empty if there is nothing to explain
 * @param signals every signal that is registered, in the order of registration
 * @param ring the details that wait
 * @param lag how long signals took to be heard
 */
public record BridgeStatus(SignalTier tier, String obstacle, List<SignalLine> signals, Ring ring, Lag lag) {

	/**
	 * One signal.
	 *
	 * @param signal which one
	 * @param purpose what it is for: the name of a purpose, or {@code handler} if the
	 * application handles it itself
	 * @param disposition what the process does with it
	 * @param owner whose handler the kernel would call: {@code ours}, {@code unknown}, or
	 * a clause about another
	 * @param count how often the native tier has seen it
	 * @param last the last one that the native tier has seen
	 */
	public record SignalLine(PosixSignal signal, String purpose, Disposition disposition, String owner, long count,
			Optional<SignalEvent> last) {
	}

	/**
	 * The ring of the native tier.
	 *
	 * @param depth how many details wait for the reader
	 * @param capacity how many there is room for
	 * @param dropped how many there was no room for
	 */
	public record Ring(int depth, int capacity, long dropped) {

		static final Ring EMPTY = new Ring(0, SignalRing.CAPACITY, 0);

		static Ring of(NativeSignalBridge bridge) {
			SignalRing ring = bridge.ring();
			return new Ring(ring.depth(), SignalRing.CAPACITY, ring.dropped());
		}

	}

	/**
	 * The time from the arrival of signals to the reader of the native tier.
	 *
	 * @param count how many signals were measured
	 * @param totalNanos their times together
	 * @param longestNanos the longest time
	 */
	public record Lag(long count, long totalNanos, long longestNanos) {

		static final Lag NONE = new Lag(0, 0, 0);

		static Lag of(NativeSignalBridge bridge) {
			return new Lag(bridge.lag().count(), bridge.lag().total(), bridge.lag().longest());
		}

		/**
		 * The mean time.
		 * @return in nanoseconds, zero if none was measured
		 */
		public long meanNanos() {
			return (this.count > 0) ? this.totalNanos / this.count : 0;
		}

	}

}
