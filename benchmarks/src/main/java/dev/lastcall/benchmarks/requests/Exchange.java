package dev.lastcall.benchmarks.requests;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A request and its response, as a thread of the server has them. The container costs
 * nothing: it is not what is measured.
 */
@State(Scope.Thread)
public class Exchange {

	final HttpServletRequest request = new OrderCounts();

	final HttpServletResponse response = new HttpServletResponseWrapper(untouched(HttpServletResponse.class));

	// Whatever a benchmark needs has to be written down below, where it is fast.
	private static <T> T untouched(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				throw new UnsupportedOperationException(method.toString());
			}));
	}

	/**
	 * {@link HttpServletRequest} like the smallest one of the sample application.
	 */
	private static final class OrderCounts extends HttpServletRequestWrapper {

		private final Map<String, Object> attributes = new ConcurrentHashMap<>();

		private OrderCounts() {
			super(untouched(HttpServletRequest.class));
		}

		@Override
		public String getMethod() {
			return "GET";
		}

		@Override
		public String getRequestURI() {
			return "/orders/counts";
		}

		@Override
		public String getContextPath() {
			return "";
		}

		@Override
		public DispatcherType getDispatcherType() {
			return DispatcherType.REQUEST;
		}

		// As containers keep them, who forget them after each request.
		@Override
		public void setAttribute(String name, Object value) {
			this.attributes.clear();
			this.attributes.put(name, value);
		}

		@Override
		public boolean isAsyncStarted() {
			return false;
		}

	}

}
