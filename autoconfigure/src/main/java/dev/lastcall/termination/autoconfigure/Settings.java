package dev.lastcall.termination.autoconfigure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

import dev.lastcall.drain.InvalidSettingException;

/**
 * Checks of single properties, each with a message that names key, value and remedy.
 */
public final class Settings {

	private Settings() {
	}

	/**
	 * Checks that a duration is zero or more.
	 * @param key the property
	 * @param value its value
	 * @throws InvalidSettingException if it is negative
	 */
	public static void requireNotNegative(String key, Duration value) {
		if (value.isNegative()) {
			throw new InvalidSettingException("The property '%s' is %d ms.".formatted(key, value.toMillis()),
					"Set it to zero or more.");
		}
	}

	/**
	 * Checks that an exit code fits into the eight bits that POSIX leaves to it.
	 * @param key the property
	 * @param value its value
	 * @throws InvalidSettingException if it is below 0 or above 255
	 */
	public static void requireExitCode(String key, int value) {
		if (value < 0 || value > 255) {
			throw new InvalidSettingException("The property '%s' is %d.".formatted(key, value),
					"Set it to a number from 0 to 255.");
		}
	}

	/**
	 * Checks that a number is a share of something.
	 * @param key the property
	 * @param value its value
	 * @throws InvalidSettingException if it is below 0, above 1 or not a number
	 */
	public static void requireShare(String key, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new InvalidSettingException("The property '%s' is %s.".formatted(key, value),
					"Set it to a number from 0 to 1.");
		}
	}

	/**
	 * Checks that a text is a path on this platform.
	 * @param key the property
	 * @param value its value
	 * @throws InvalidSettingException if it cannot be one
	 */
	public static void requirePath(String key, String value) {
		try {
			Path.of(value);
		}
		catch (InvalidPathException ex) {
			throw new InvalidSettingException("The property '%s' is '%s', which is no path: %s.".formatted(key,
					value.replaceAll("\\p{Cntrl}", "?"), ex.getReason()), "Set it to a path, or to nothing.");
		}
	}

}
