package dev.lastcall.outbound.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

import dev.lastcall.outbound.InterruptibleCall;

/**
 * {@link ClientHttpResponse} that belongs to a call: the call ends when this is closed.
 */
final class CancellableResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final InterruptibleCall call;

	CancellableResponse(ClientHttpResponse response, InterruptibleCall call) {
		this.response = response;
		this.call = call;
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.response.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.response.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		InputStream body = this.response.getBody();
		this.call.closeOnCancel(body);
		return new Body(body, this.call);
	}

	// The call first: an interrupt must not come while the connection is put in order.
	@Override
	public void close() {
		this.call.close();
		this.response.close();
	}

	/**
	 * The body, whose reading fails as cancelled.
	 */
	private static final class Body extends FilterInputStream {

		private final InterruptibleCall call;

		Body(InputStream in, InterruptibleCall call) {
			super(in);
			this.call = call;
		}

		@Override
		public int read() throws IOException {
			try {
				return checked(super.read());
			}
			catch (IOException ex) {
				this.call.throwIfCancelled(ex);
				throw ex;
			}
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			try {
				return checked(super.read(bytes, offset, length));
			}
			catch (IOException ex) {
				this.call.throwIfCancelled(ex);
				throw ex;
			}
		}

		// A body that was closed under its reader may look as if it ended there.
		private int checked(int result) throws IOException {
			if (result < 0 && this.call.isCancelled()) {
				throw new EOFException("The body was closed");
			}
			return result;
		}

	}

}
