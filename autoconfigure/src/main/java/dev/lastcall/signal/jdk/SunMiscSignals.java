package dev.lastcall.signal.jdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.lastcall.signal.PosixSignal;

/**
 * {@code sun.misc.Signal}, the JDK's only API for signals. Called by reflection, because
 * the module {@code jdk.unsupported} may be missing from a run-time image, and because
 * javac warns of it in a way that cannot be switched off. Immutable and thread-safe.
 */
final class SunMiscSignals {

	private final Class<?> handlerType;

	private final Constructor<?> newSignal;

	private final Method handle;

	private final Method call;

	private final Object ignore;

	/**
	 * Looks the API up.
	 * @throws ReflectiveOperationException if this run-time image does not have it
	 */
	SunMiscSignals() throws ReflectiveOperationException {
		Class<?> signalType = Class.forName("sun.misc.Signal");
		this.handlerType = Class.forName("sun.misc.SignalHandler");
		this.newSignal = signalType.getConstructor(String.class);
		this.handle = signalType.getMethod("handle", signalType, this.handlerType);
		this.call = this.handlerType.getMethod("handle", signalType);
		this.ignore = this.handlerType.getField("SIG_IGN").get(null);
	}

	/**
	 * Makes a handler.
	 * @param action what it does, on the signal's own thread
	 * @return an instance of {@code sun.misc.SignalHandler}
	 */
	Object handler(Runnable action) {
		return Proxy.newProxyInstance(this.handlerType.getClassLoader(), new Class<?>[] { this.handlerType },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "handle" -> {
						action.run();
						yield null;
					}
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> "Last Call's handler";
				});
	}

	/**
	 * Whether a handler stands for ignoring the signal.
	 * @param handler a handler that {@link #install} returned
	 * @return {@code true} for {@code SIG_IGN}
	 */
	boolean isIgnore(Object handler) {
		return handler == this.ignore;
	}

	/**
	 * Installs a handler.
	 * @param signal the signal
	 * @param handler the handler
	 * @return the handler that was there before
	 * @throws IllegalArgumentException if the JVM does not give the signal away
	 */
	Object install(PosixSignal signal, Object handler) {
		try {
			return this.handle.invoke(null, this.newSignal.newInstance(signal.name()), handler);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalArgumentException("%s cannot be handled".formatted(signal), ex.getCause());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalArgumentException("%s cannot be handled".formatted(signal), ex);
		}
	}

	/**
	 * Calls a handler that was installed before.
	 * @param handler a handler that {@link #install} returned
	 * @param signal the signal that it is to handle
	 */
	void call(Object handler, PosixSignal signal) {
		try {
			this.call.invoke(handler, this.newSignal.newInstance(signal.name()));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The previous handler of %s cannot be called".formatted(signal), ex);
		}
	}

}
