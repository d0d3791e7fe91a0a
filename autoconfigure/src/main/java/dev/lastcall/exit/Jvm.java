package dev.lastcall.exit;

/**
 * What Last Call does to the JVM that it runs in. Tests replace it; everything else uses
 * {@link #system()}.
 */
public interface Jvm {

	/**
	 * Starts the orderly shutdown of the JVM, with its shutdown hooks. Does not return in
	 * a real JVM.
	 * @param code the exit code
	 */
	void exit(int code);

	/**
	 * Ends the process at once, without shutdown hooks. Does not return in a real JVM.
	 * @param code the exit code
	 */
	void halt(int code);

	/**
	 * Runs a task when the JVM begins to shut down.
	 * @param hook the thread that runs it
	 * @return {@code false} if the shutdown has begun already
	 */
	boolean onShutdown(Thread hook);

	/**
	 * Whether the JVM has begun to shut down.
	 * @return {@code true} once its shutdown hooks have been started
	 */
	boolean isShuttingDown();

	/**
	 * The JVM that this code runs in.
	 * @return the real JVM
	 */
	static Jvm system() {
		return SystemJvm.INSTANCE;
	}

	/**
	 * {@link Jvm} that this code runs in.
	 */
	enum SystemJvm implements Jvm {

		/**
		 * The only instance.
		 */
		INSTANCE;

		@Override
		public void exit(int code) {
			Runtime.getRuntime().exit(code);
		}

		@Override
		public void halt(int code) {
			Runtime.getRuntime().halt(code);
		}

		@Override
		public boolean onShutdown(Thread hook) {
			try {
				Runtime.getRuntime().addShutdownHook(hook);
				return true;
			}
			catch (IllegalStateException ex) {
				return false;
			}
		}

		@Override
		public boolean isShuttingDown() {
			try {
				// Runtime has no question for this, but refuses to change its hooks.
				Runtime.getRuntime().removeShutdownHook(new Thread());
				return false;
			}
			catch (IllegalStateException ex) {
				return true;
			}
		}

	}

}
