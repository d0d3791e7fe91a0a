package dev.lastcall.signal.process;

import java.lang.reflect.Method;

/**
 * Main class of a process that attaches to another JVM. By reflection, because the module
 * {@code jdk.attach} is not in every run-time image.
 */
public final class AttachProbe {

	private AttachProbe() {
	}

	/**
	 * Attaches.
	 * @param arguments the process
	 */
	public static void main(String[] arguments) throws ReflectiveOperationException {
		Class<?> type = Class.forName("com.sun.tools.attach.VirtualMachine");
		Object machine = type.getMethod("attach", String.class).invoke(null, arguments[0]);
		Method properties = type.getMethod("getSystemProperties");
		if (!properties.invoke(machine).toString().contains("java.version")) {
			throw new IllegalStateException("There are no properties");
		}
		type.getMethod("detach").invoke(machine);
		System.out.println("attached");
	}

}
