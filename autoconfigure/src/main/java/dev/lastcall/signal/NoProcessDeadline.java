package dev.lastcall.signal;

/**
 * {@link ProcessDeadline} that does nothing.
 */
enum NoProcessDeadline implements ProcessDeadline {

	/**
	 * The only instance.
	 */
	INSTANCE;

	@Override
	public void grant(long budget, int code) {
		// Nobody keeps it.
	}

	@Override
	public boolean arm(long end, int code) {
		return false;
	}

	@Override
	public void disarm() {
		// It is not armed.
	}

}
