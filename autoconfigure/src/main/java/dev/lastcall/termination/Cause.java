package dev.lastcall.termination;

/**
 * Why a termination began.
 */
public sealed interface Cause {

	/**
	 * The cause in a few words that fit the middle of a sentence.
	 * @return such as {@code "SIGTERM"}
	 */
	String describe();

	/**
	 * The cause with all that is known of it, to be said once.
	 * @return such as {@code "SIGTERM from process 17 (bash), user 0,"}
	 */
	default String describeFully() {
		return describe();
	}

	/**
	 * A signal of the operating system.
	 *
	 * @param name the name without {@code SIG}, such as {@code "TERM"}
	 * @param number the number on this platform
	 * @param sender who sent it, in the middle of a sentence; empty if that is not known
	 */
	record Signal(String name, int number, String sender) implements Cause {

		/**
		 * A process that a signal ends exits with 128 plus the signal's number: POSIX
		 * shells' convention, and what HotSpot's own handler does.
		 */
		private static final int EXIT_CODE_BASE = 128;

		/**
		 * The exit code that stands for this signal.
		 * @return 143 for SIGTERM, 130 for SIGINT
		 */
		public int exitCode() {
			return EXIT_CODE_BASE + this.number;
		}

		@Override
		public String describe() {
			return "SIG" + this.name;
		}

		@Override
		public String describeFully() {
			return this.sender.isEmpty() ? describe() : describe() + " from " + this.sender;
		}

	}

	/**
	 * Somebody closes the application context, and the JVM may live on.
	 */
	record ContextClose() implements Cause {

		@Override
		public String describe() {
			return "the closing of the application context";
		}

	}

	/**
	 * The JVM shuts down: {@code System.exit}, the end of the last non-daemon thread, or
	 * a signal that Last Call does not handle.
	 */
	record JvmShutdown() implements Cause {

		@Override
		public String describe() {
			return "the shutdown of the JVM";
		}

	}

	/**
	 * Somebody asked for it at an endpoint of Actuator.
	 *
	 * @param id the endpoint, such as {@code "drain"}
	 */
	record Endpoint(String id) implements Cause {

		@Override
		public String describe() {
			return "a call of the endpoint '" + this.id + "'";
		}

	}

	/**
	 * The application context closes because the application failed to start.
	 */
	record StartFailure() implements Cause {

		@Override
		public String describe() {
			return "the failure of the start";
		}

	}

	/**
	 * The application context is that of a test and closes.
	 */
	record Test() implements Cause {

		@Override
		public String describe() {
			return "the end of a test's application context";
		}

	}

}
