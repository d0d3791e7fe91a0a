package dev.lastcall.outbound.http;

import java.io.IOException;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.outbound.DeadlineHeader;
import dev.lastcall.outbound.InterruptibleCall;

/**
 * {@link ClientHttpRequestInterceptor} that ends a call when the {@link DrainContext} of
 * its thread is cancelled, until its response is closed. The client must heed interrupts,
 * as those of the JDK, Jetty and Reactor Netty do, and those on blocking sockets do not.
 */
public final class CancellingInterceptor implements ClientHttpRequestInterceptor {

	private final DeadlineHeader deadlineHeader;

	/**
	 * Creates the interceptor.
	 * @param deadlineHeader tells the other side how much time there is
	 */
	public CancellingInterceptor(DeadlineHeader deadlineHeader) {
		this.deadlineHeader = deadlineHeader;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		DrainContext context = DrainContext.current();
		if (!InterruptibleCall.canBeCancelled(context)) {
			return execution.execute(request, body);
		}
		this.deadlineHeader.write(context, request.getHeaders()::set);
		InterruptibleCall call = InterruptibleCall.begin(context);
		try {
			return new CancellableResponse(execution.execute(request, body), call);
		}
		catch (IOException | RuntimeException | Error ex) {
			call.close();
			call.throwIfCancelled(ex);
			throw ex;
		}
	}

}
