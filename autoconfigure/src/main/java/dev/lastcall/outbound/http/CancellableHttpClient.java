package dev.lastcall.outbound.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.outbound.InterruptibleCall;

/**
 * {@link HttpClient} whose requests end when the {@link DrainContext} of the thread that
 * sends them is cancelled. Everything else is up to the client behind it, which is to be
 * closed by whoever made it.
 */
public final class CancellableHttpClient extends HttpClient {

	private final HttpClient client;

	private CancellableHttpClient(HttpClient client) {
		this.client = client;
	}

	/**
	 * Makes the requests of a client cancellable.
	 * @param client the client
	 * @return a client that sends by the other
	 */
	public static HttpClient of(HttpClient client) {
		return new CancellableHttpClient(client);
	}

	/**
	 * Sends a request and waits for the response.
	 * @param <T> the type of the body
	 * @param request the request
	 * @param handler reads the body
	 * @return the response
	 * @throws IOException if the request fails
	 * @throws InterruptedException if the thread is interrupted by somebody else
	 * @throws dev.lastcall.drain.DrainCancelledException if the context is cancelled
	 */
	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		DrainContext context = DrainContext.current();
		if (!InterruptibleCall.canBeCancelled(context)) {
			return this.client.send(request, handler);
		}
		InterruptibleCall call = InterruptibleCall.begin(context);
		try (call) {
			return this.client.send(request, handler);
		}
		catch (IOException | InterruptedException ex) {
			call.throwIfCancelled(ex);
			throw ex;
		}
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		return cancelled(this.client.sendAsync(request, handler));
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
			@Nullable PushPromiseHandler<T> pushPromiseHandler) {
		return cancelled(this.client.sendAsync(request, handler, pushPromiseHandler));
	}

	private static <T> CompletableFuture<T> cancelled(CompletableFuture<T> response) {
		DrainContext context = DrainContext.current();
		if (InterruptibleCall.canBeCancelled(context)) {
			Registration registration = context.onCancel((reason) -> response.cancel(true));
			CompletableFuture<T> unused = response.whenComplete((body, failure) -> registration.close());
		}
		return response;
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		return this.client.newWebSocketBuilder();
	}

	@Override
	public Optional<CookieHandler> cookieHandler() {
		return this.client.cookieHandler();
	}

	@Override
	public Optional<Duration> connectTimeout() {
		return this.client.connectTimeout();
	}

	@Override
	public Redirect followRedirects() {
		return this.client.followRedirects();
	}

	@Override
	public Optional<ProxySelector> proxy() {
		return this.client.proxy();
	}

	@Override
	public SSLContext sslContext() {
		return this.client.sslContext();
	}

	@Override
	public SSLParameters sslParameters() {
		return this.client.sslParameters();
	}

	@Override
	public Optional<Authenticator> authenticator() {
		return this.client.authenticator();
	}

	@Override
	public Version version() {
		return this.client.version();
	}

	@Override
	public Optional<Executor> executor() {
		return this.client.executor();
	}

}
