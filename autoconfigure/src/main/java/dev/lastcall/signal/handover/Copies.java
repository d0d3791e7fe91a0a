package dev.lastcall.signal.handover;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

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
	Optional<AttachedSignalBridge> join() {
		if (this.lead == null && this.attached == null) {
			Lead lead = Lead.answering(this.answers);
			this.attached = lead.begin().map(AttachedSignalBridge::new).orElse(null);
			this.lead = (this.attached != null) ? null : lead;
		}
		return attached();
	}

	Optional<AttachedSignalBridge> attached() {
		return Optional.ofNullable(this.attached);
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
