package dev.lastcall.signal.nativetier;

import java.util.function.Consumer;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.stub.SignalDetail;
import dev.lastcall.signal.stub.SignalRing;

/**
 * The terminations of a round, kept until its dumps have been handed over. Not
 * thread-safe and without allocation; the reader's.
 */
final class DeferredDetails {

	private final SignalDetail[] details = new SignalDetail[SignalRing.CAPACITY + PosixSignal.MAXIMUM];

	private int size;

	DeferredDetails() {
		for (int i = 0; i < this.details.length; i++) {
			this.details[i] = new SignalDetail();
		}
	}

	boolean add(SignalDetail detail) {
		if (this.size == this.details.length) {
			return false;
		}
		this.details[this.size++].copyFrom(detail);
		return true;
	}

	void drainTo(Consumer<SignalDetail> consumer) {
		for (int i = 0; i < this.size; i++) {
			consumer.accept(this.details[i]);
		}
		this.size = 0;
	}

}
