package dev.lastcall.outbound.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * {@link InvocationHandler} that passes everything on, except that a proxy is equal only
 * to itself.
 */
abstract class Forwarding implements InvocationHandler {

	private final Object target;

	Forwarding(Object target) {
		this.target = target;
	}

	<T> T proxyAs(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(Forwarding.class.getClassLoader(), new Class<?>[] { type }, this));
	}

	@Override
	public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getDeclaringClass() == Object.class && arguments != null) {
			// The only one of Object's methods that takes something.
			return proxy == arguments[0];
		}
		if (method.getName().equals("hashCode")) {
			return System.identityHashCode(proxy);
		}
		return forward(proxy, method, arguments);
	}

	abstract @Nullable Object forward(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable;

	final @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
