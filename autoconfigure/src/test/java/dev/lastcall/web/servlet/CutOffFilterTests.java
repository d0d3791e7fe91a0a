package dev.lastcall.web.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.test.SteppedTicker;
import dev.lastcall.web.RequestGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
class CutOffFilterTests {

	private final RequestGate gate = new RequestGate(new SteppedTicker());

	private final WorkContext work = new WorkContext(new SteppedTicker());

	private final RequestGateFilter filter = new RequestGateFilter(this.gate, List.of(), () -> false, this.work);

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void requestThatIsCutOffIsRefused() throws Exception {
		cancelWork();
		filter((request, response) -> {
			response.getWriter().write("half of an ans");
			Thread.currentThread().interrupt();
			throw new ServletException(new InterruptedException());
		});
		assertThat(Thread.interrupted()).as("which would close the connection").isFalse();
		assertThat(this.response.getStatus()).isEqualTo(503);
		assertThat(this.response.getContentAsString()).startsWith("{").doesNotContain("half");
		assertThat(this.gate.cut()).isEqualTo(1);
	}

	@Test
	void requestThatIsCutOffInTheMiddleOfItsResponseIsBrokenOff() {
		cancelWork();
		assertThatExceptionOfType(ServletException.class).isThrownBy(() -> filter((request, response) -> {
			response.flushBuffer();
			throw new ServletException(new InterruptedException());
		}));
		assertThat(this.gate.cut()).isEqualTo(1);
	}

	@Test
	void failureOfItsOwnIsNotTakenForACutOff() {
		assertThatExceptionOfType(ServletException.class).isThrownBy(() -> filter((request, response) -> {
			throw new ServletException(new InterruptedException());
		}));
		cancelWork();
		assertThatIOException().isThrownBy(() -> filter((request, response) -> {
			throw new IOException("broken pipe");
		}));
		assertThat(this.gate.cut()).isZero();
	}

	// As a termination does that ends without a drain for this work.
	private void cancelWork() {
		this.work.onBounded(Deadline.after(Duration.ofSeconds(1), new SteppedTicker()));
		this.work.onEvent(new StageEnded(Stage.WORK, Duration.ZERO));
		CountDownLatch cancelled = new CountDownLatch(1);
		this.work.onCancel((reason) -> cancelled.countDown());
		try {
			cancelled.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void filter(FilterChain chain) throws IOException, ServletException {
		this.filter.doFilter(new MockHttpServletRequest("GET", "/orders"), this.response, chain);
	}

}
