package dev.lastcall.termination.report;

import java.nio.file.Path;

/**
 * Tells whether another JVM holds the lock of a file.
 */
public final class RunLockProbe {

	private RunLockProbe() {
	}

	public static void main(String[] args) {
		System.out.println(RunLock.isHeld(Path.of(args[0])));
	}

}
