package dev.lastcall.web.servlet;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.flight.Flight;
import dev.lastcall.web.Interruption;
import dev.lastcall.web.Refusal;
import dev.lastcall.web.RequestGate;

/**
 * {@link Filter} that leads every request but those of probes through the
 * {@link RequestGate}, once per request and until an asynchronous one has ended. Where a
 * request is worked on by a thread of the server, its drain context is bound.
 */
public final class RequestGateFilter implements Filter {

	/**
	 * The request attribute whose value is the request's {@link DrainContext}.
	 */
	public static final String CONTEXT_ATTRIBUTE = DrainContext.class.getName();

	private final RequestGate gate;

	private final List<String> probePaths;

	private final BooleanSupplier serverCloses;

	private final DrainContext work;

	/**
	 * Creates the filter.
	 * @param gate where requests pass
	 * @param probePaths paths, within the context path, at and below which requests are
	 * those of probes
	 * @param serverCloses whether the server itself closes connections in a termination,
	 * so that the filter need not ask for it
	 * @param work the context of requests
	 */
	public RequestGateFilter(RequestGate gate, List<String> probePaths, BooleanSupplier serverCloses,
			DrainContext work) {
		this.gate = gate;
		this.probePaths = List.copyOf(probePaths);
		this.serverCloses = serverCloses;
		this.work = work;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse) || isProbe(httpRequest)) {
			chain.doFilter(request, response);
		}
		else if (request.getDispatcherType() == DispatcherType.REQUEST) {
			pass(httpRequest, httpResponse, chain);
		}
		else {
			// It has passed already, and goes on, perhaps on another thread.
			work(request, response, chain);
		}
	}

	private boolean isProbe(HttpServletRequest request) {
		String path = request.getRequestURI();
		int start = request.getContextPath().length();
		for (String probe : this.probePaths) {
			int end = start + probe.length();
			if (path.startsWith(probe, start) && (path.length() == end || path.charAt(end) == '/')) {
				return true;
			}
		}
		return false;
	}

	private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Flight flight = this.gate.begin(request.getMethod(), request.getRequestURI(), request);
		if (!this.gate.admits(flight)) {
			refuse(request, response);
			return;
		}
		if (this.gate.isAsking() && !this.serverCloses.getAsBoolean()) {
			askToClose(request, response);
		}
		request.setAttribute(CONTEXT_ATTRIBUTE, this.work);
		try {
			work(request, response, chain);
		}
		finally {
			land(request, flight);
		}
	}

	private void work(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		DrainContext.Scope scope = this.work.bind();
		try {
			chain.doFilter(request, response);
		}
		catch (IOException | ServletException | RuntimeException ex) {
			if (!this.work.isCancelled() || !Interruption.isCauseOf(ex) || !cutOff(request, response)) {
				throw ex;
			}
		}
		finally {
			scope.close();
		}
	}

	// False if the client cannot be told any more.
	private boolean cutOff(ServletRequest request, ServletResponse response) throws IOException {
		this.gate.cutOff();
		if (response.isCommitted() || !(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			return false;
		}
		// Left pending, it would close the channel instead of writing to it.
		Thread.interrupted();
		response.reset();
		refuse(httpRequest, httpResponse);
		return true;
	}

	// HTTP/2 has no such header (RFC 9113, 8.2.2); its connections hear of the end by
	// GOAWAY.
	private void askToClose(HttpServletRequest request, HttpServletResponse response) {
		if (request.getProtocol().startsWith("HTTP/1")) {
			response.setHeader("Connection", "close");
		}
	}

	// Says so itself also where the server closes connections, because not all of them
	// need have been asked yet; the length of the response is known, so nothing is lost.
	private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
		askToClose(request, response);
		response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
		response.setHeader("Retry-After", Refusal.RETRY_AFTER_SECONDS);
		response.setContentType(Refusal.CONTENT_TYPE);
		byte[] body = Refusal.body();
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	private void land(HttpServletRequest request, Flight flight) {
		if (request.isAsyncStarted()) {
			flight.handOff();
			request.getAsyncContext().addListener(new AsyncLanding(flight));
		}
		else {
			flight.end();
		}
	}

	/**
	 * {@link AsyncListener} that ends a flight when its request has ended.
	 *
	 * @param flight the flight
	 */
	private record AsyncLanding(Flight flight) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			this.flight.end();
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// The container completes the request next.
		}

		@Override
		public void onError(AsyncEvent event) {
			// The container completes the request next.
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// A dispatched request goes asynchronous again, which drops all listeners.
			event.getAsyncContext().addListener(this);
		}

	}

}
