package dev.lastcall.signal.nativetier;

/**
 * Makes the threads of the native tier.
 */
final class SignalThreads {

	private SignalThreads() {
	}

	// Without the creator's context class loader and inheritable thread locals: the
	// thread outlives the application context that happened to be first.
	static Thread daemon(String role, Runnable task) {
		Thread thread = new Thread(null, task, "lastcall-signal-" + role, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		return thread;
	}

}
