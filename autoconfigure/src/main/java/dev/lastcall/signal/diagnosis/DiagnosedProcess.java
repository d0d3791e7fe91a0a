package dev.lastcall.signal.diagnosis;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What is known of the process that is looked at.
 *
 * @param proc where {@code /proc} is mounted
 * @param environment its environment variables
 * @param arguments the arguments of its JVM, without those of the main method
 * @param properties its system properties
 * @param nativeAccess whether the code that loads native libraries is allowed to; always
 * {@code true} before JDK 24, which is the first to ask (JEP 472)
 */
public record DiagnosedProcess(Path proc, Map<String, String> environment, List<String> arguments,
		Map<String, String> properties, boolean nativeAccess) {

	private static final int ASKS_FOR_NATIVE_ACCESS = 24;

	/**
	 * Looks at the process that runs this.
	 * @param loader the module that loads native libraries, usually the unnamed one of a
	 * class loader
	 * @return what is known of it
	 */
	public static DiagnosedProcess current(Module loader) {
		return new DiagnosedProcess(Path.of("/proc"), System.getenv(), currentArguments(), currentProperties(),
				hasNativeAccess(loader));
	}

	private static List<String> currentArguments() {
		try {
			return ManagementFactory.getRuntimeMXBean().getInputArguments();
		}
		catch (LinkageError ex) {
			// The module java.management may be missing from a run-time image.
			return List.of();
		}
	}

	private static Map<String, String> currentProperties() {
		Properties properties = System.getProperties();
		return properties.stringPropertyNames()
			.stream()
			.collect(Collectors.toMap((name) -> name, (name) -> properties.getProperty(name, "")));
	}

	// A library that was loaded with no more than a warning has access from then on.
	private static boolean hasNativeAccess(Module loader) {
		if (Runtime.version().feature() < ASKS_FOR_NATIVE_ACCESS) {
			return true;
		}
		try {
			return Boolean.TRUE.equals(Module.class.getMethod("isNativeAccessEnabled").invoke(loader));
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

}
