package dev.lastcall.web.servlet;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.lastcall.termination.WorkContext;
import dev.lastcall.test.SteppedTicker;
import dev.lastcall.web.RequestGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Requests that go on after their thread has left the filter.
 */
class AsyncRequestTests {

	private final RequestGate gate = new RequestGate(new SteppedTicker());

	private final WorkContext work = new WorkContext(new SteppedTicker());

	private final RequestGateFilter filter = new RequestGateFilter(this.gate, List.of(), () -> false, this.work);

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/stream");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@BeforeEach
	void allowAsync() {
		this.request.setAsyncSupported(true);
	}

	@Test
	void flightEndsWhenTheAsynchronousRequestIsComplete() throws Exception {
		this.filter.doFilter(this.request, this.response, (request, response) -> request.startAsync());
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		asyncContext().complete();
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	@Test
	void timeoutAndErrorDoNotEndTheFlightBecauseTheContainerCompletesItNext() throws Exception {
		this.filter.doFilter(this.request, this.response, (request, response) -> request.startAsync());
		AsyncEvent event = new AsyncEvent(asyncContext());
		listener().onTimeout(event);
		listener().onError(event);
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		listener().onComplete(event);
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	@Test
	void flightOfARequestThatGoesAsynchronousAgainEndsWithTheSecondTime() throws Exception {
		this.filter.doFilter(this.request, this.response, (request, response) -> request.startAsync());
		AsyncListener listener = listener();
		// The container drops all listeners and tells them first.
		MockAsyncContext again = new MockAsyncContext(this.request, this.response);
		listener.onStartAsync(new AsyncEvent(again));
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		assertThat(again.getListeners()).containsExactly(listener);
		again.complete();
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	@Test
	void chainThatThrowsAfterItWentAsynchronousLeavesTheEndToTheContainer() throws Exception {
		assertThatIOException()
			.isThrownBy(() -> this.filter.doFilter(this.request, this.response, (request, response) -> {
				request.startAsync();
				throw new IOException("broken pipe");
			}));
		assertThat(this.gate.inFlight().count()).isEqualTo(1);
		asyncContext().complete();
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	private MockAsyncContext asyncContext() {
		return (MockAsyncContext) this.request.getAsyncContext();
	}

	private AsyncListener listener() {
		return asyncContext().getListeners().get(0);
	}

}
