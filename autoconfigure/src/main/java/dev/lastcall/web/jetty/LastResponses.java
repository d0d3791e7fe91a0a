package dev.lastcall.web.jetty;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * {@link HttpConfiguration.Customizer} that makes Jetty close connections of HTTP/1.1
 * after their next response, and say so in it. A {@code Connection: close} header alone
 * makes Jetty end a response of unknown length by closing the connection, so that nobody
 * can tell a complete response from a broken one; asked for chunks, it sends them
 * (HttpGenerator, generateHeaders).
 */
final class LastResponses implements HttpConfiguration.Customizer {

	private static final HttpField CLOSE = new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

	private static final HttpField CHUNKED = new HttpField(HttpHeader.TRANSFER_ENCODING,
			HttpHeaderValue.CHUNKED.asString());

	// Written by the drain, read by every request of a termination.
	private final Set<EndPoint> asked = ConcurrentHashMap.newKeySet();

	private volatile boolean all;

	void add(EndPoint endPoint) {
		this.asked.add(endPoint);
	}

	void addAll() {
		this.all = true;
	}

	void clear() {
		this.all = false;
		this.asked.clear();
	}

	@Override
	public Request customize(Request request, HttpFields.Mutable responseHeaders) {
		boolean http1 = request.getConnectionMetaData().getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1
			.getVersion();
		if (http1 && (this.all || this.asked.contains(JettyConnection.endPointOf(request)))) {
			request.addHttpStreamWrapper(LastResponse::new);
		}
		return request;
	}

	/**
	 * {@link HttpStream} whose response is the last one of its connection.
	 */
	private static final class LastResponse extends HttpStream.Wrapper {

		private LastResponse(HttpStream stream) {
			super(stream);
		}

		@Override
		public void send(MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content,
				Callback callback) {
			super.send(request, isFinal(response) ? last(request, response, last) : response, last, content, callback);
		}

		// There is none when only content is sent, and one that tells to go on is not
		// the last one.
		private static boolean isFinal(MetaData.Response response) {
			return response != null && !HttpStatus.isInformational(response.getStatus());
		}

		private static MetaData.Response last(MetaData.Request request, MetaData.Response response, boolean last) {
			HttpFields.Mutable fields = HttpFields.build(response.getHttpFields()).put(CLOSE);
			if (!last && hasContentOfUnknownLength(request, response)) {
				fields.put(CHUNKED);
			}
			return new MetaData.Response(response.getStatus(), response.getReason(), response.getHttpVersion(), fields,
					response.getContentLength(), response.getTrailersSupplier());
		}

		private static boolean hasContentOfUnknownLength(MetaData.Request request, MetaData.Response response) {
			return response.getContentLength() < 0 && !response.getHttpFields().contains(HttpHeader.CONTENT_LENGTH)
					&& !HttpMethod.HEAD.is(request.getMethod()) && request.getHttpVersion() == HttpVersion.HTTP_1_1
					&& response.getStatus() != HttpStatus.NO_CONTENT_204
					&& response.getStatus() != HttpStatus.NOT_MODIFIED_304;
		}

	}

}
