package dev.lastcall.web.stream.servlet;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * {@link HttpServletResponseWrapper} that shows an {@link EventBoundary} what is written.
 * Writing after the end fails, as it does when the client has gone.
 */
final class BoundedResponse extends HttpServletResponseWrapper {

	private final EventBoundary boundary;

	private @Nullable ServletOutputStream output;

	BoundedResponse(HttpServletResponse response, EventBoundary boundary) {
		super(response);
		this.boundary = boundary;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream output = this.output;
		if (output == null) {
			output = new Output(super.getOutputStream());
			this.output = output;
		}
		return output;
	}

	@Override
	public void flushBuffer() throws IOException {
		if (this.boundary.enter()) {
			try {
				super.flushBuffer();
				this.boundary.flushed();
			}
			finally {
				this.boundary.leave();
			}
		}
	}

	/**
	 * {@link ServletOutputStream} that writes while the stream has not ended.
	 */
	private final class Output extends ServletOutputStream {

		private final ServletOutputStream delegate;

		private Output(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int octet) throws IOException {
			write(new byte[] { (byte) octet }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			EventBoundary boundary = BoundedResponse.this.boundary;
			if (!boundary.enter()) {
				throw new IOException("This stream was told to go because the process is leaving.");
			}
			try {
				this.delegate.write(bytes, offset, length);
				for (int i = offset; i < offset + length; i++) {
					boundary.written(bytes[i]);
				}
			}
			finally {
				boundary.leave();
			}
		}

		@Override
		public void flush() throws IOException {
			BoundedResponse.this.flushBuffer();
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.delegate.setWriteListener(listener);
		}

	}

}
