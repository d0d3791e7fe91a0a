package dev.lastcall.signal.diagnosis;

/**
 * A signal that should come to us.
 *
 * @param number its number, 1 to 64
 * @param name its name, such as {@code SIGTERM}
 * @param terminates whether it asks the process to leave
 */
public record WantedSignal(int number, String name, boolean terminates) {

	static final int QUIT = 3;

	static final int TERM = 15;

	// As kill, trap and env name it.
	String shortName() {
		return this.name.startsWith("SIG") ? this.name.substring(3) : this.name;
	}

	@Override
	public String toString() {
		return "%s (%d)".formatted(this.name, this.number);
	}

}
