package dev.lastcall.signal.process;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Other code of the application that uses {@code sun.misc.Signal}, called by reflection
 * because javac warns of it in a way that cannot be switched off.
 */
final class JdkHandlers {

	private static final Map<String, Object> PREVIOUS = new HashMap<>();

	private JdkHandlers() {
	}

	/**
	 * Takes a signal for a handler that prints.
	 */
	static String take(String name, String key) throws ReflectiveOperationException {
		PREVIOUS.put(name, take(name, () -> BridgeProbe.say("theirs " + key + " " + name)));
		return "taken";
	}

	static String restore(String name) throws ReflectiveOperationException {
		install(name, PREVIOUS.remove(name));
		return "restored";
	}

	static Object take(String name, Runnable action) throws ReflectiveOperationException {
		Class<?> type = Class.forName("sun.misc.SignalHandler");
		return install(name, Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "handle" -> {
						action.run();
						yield null;
					}
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> "their handler";
				}));
	}

	private static Object install(String name, Object handler) throws ReflectiveOperationException {
		Class<?> signal = Class.forName("sun.misc.Signal");
		Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
		return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
	}

}
