package dev.lastcall.signal.handover;

import dev.lastcall.signal.ProcessDeadline;

/**
 * {@link ProcessDeadline} that the native tier keeps, once there is one, or the copy that
 * leads.
 */
final class TieredDeadline implements ProcessDeadline {

	private final Copies copies;

	private volatile ProcessDeadline kernel = ProcessDeadline.none();

	// What was granted, for the tier that comes later. Guarded by this object's lock.
	private long budget = Long.MAX_VALUE;

	private int code;

	TieredDeadline(Copies copies) {
		this.copies = copies;
	}

	synchronized void handOver(ProcessDeadline kernel) {
		this.kernel = kernel;
		kernel.grant(this.budget, this.code);
	}

	void rest() {
		this.kernel = ProcessDeadline.none();
	}

	@Override
	public synchronized void grant(long budget, int code) {
		this.budget = budget;
		this.code = code;
		this.kernel.grant(budget, code);
	}

	// The copy that leads is asked too, if there is one: this one has no tier then.
	@Override
	public boolean arm(long end, int code) {
		return this.kernel.arm(end, code) || this.copies.armDeadline(end, code);
	}

	@Override
	public void disarm() {
		this.kernel.disarm();
	}

}
