package dev.lastcall.signal.handover;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.SignalLane;
import dev.lastcall.signal.SignalListener;
import dev.lastcall.signal.SignalRegistration;
import dev.lastcall.signal.SignalRegistration.Disposition;
import dev.lastcall.signal.UntakenSignal;

/**
 * Where this copy of Last Call stands among those of this JVM: it leads or is attached to
 * another while it has registrations. Changed by one thread at a time.
 */
final class Copies {

	private final LeadAnswers answers;

	private @Nullable Lead lead;

	private volatile @Nullable AttachedSignalBridge attached;

	Copies(LeadAnswers answers) {
		this.answers = answers;
	}

	// What is decided stays so until this copy leaves: one leads for as long as another
	// is attached to it.
	private Optional<AttachedSignalBridge> join() {
		if (this.lead == null && this.attached == null) {
			Lead lead = Lead.answering(this.answers);
			this.attached = lead.begin().map(AttachedSignalBridge::new).orElse(null);
			this.lead = (this.attached != null) ? null : lead;
		}
		return attached();
	}

	/**
	 * Registers with the copy that leads.
	 * @param signal the signal
	 * @param lane what the signal is for
	 * @param listener who hears of it
	 * @return the registration, or empty if this copy leads
	 */
	Optional<SignalRegistration> register(PosixSignal signal, SignalLane lane, SignalListener listener) {
		Optional<SignalRegistration> registration = tryRegister(signal, lane, listener);
		if (registration.isEmpty() && this.attached != null) {
			// That one has just ended, and is not found again.
			this.attached = null;
			registration = tryRegister(signal, lane, listener);
		}
		boolean refused = registration.isEmpty() && this.attached != null;
		return refused ? Optional.of(new UntakenSignal(signal, Disposition.REFUSED)) : registration;
	}

	private Optional<SignalRegistration> tryRegister(PosixSignal signal, SignalLane lane, SignalListener listener) {
		return join().flatMap((other) -> other.register(signal, lane, listener));
	}

	Optional<AttachedSignalBridge> attached() {
		return Optional.ofNullable(this.attached);
	}

	// Without an allocation.
	boolean armDeadline(long end, int code) {
		AttachedSignalBridge attached = this.attached;
		return attached != null && attached.armDeadline(end, code);
	}

	boolean isLead() {
		return this.lead != null;
	}

	void leave() {
		this.attached = null;
		if (this.lead != null) {
			this.lead.end();
			this.lead = null;
		}
	}

}
