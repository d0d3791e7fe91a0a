package dev.lastcall.web.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.test.SteppedTicker;
import dev.lastcall.web.RequestGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RequestGateFilterTests {

	private final RequestGate gate = new RequestGate(new SteppedTicker());

	private final WorkContext work = new WorkContext(new SteppedTicker());

	private final RequestGateFilter filter = new RequestGateFilter(this.gate, List.of("/livez", "/actuator/health"),
			() -> this.serverCloses, this.work);

	private boolean serverCloses;

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private long inFlight = -1;

	private DrainContext current;

	@Test
	void requestIsInFlightWhileTheChainRunsAndNotAfterwards() throws Exception {
		pass(request("/orders"));
		assertThat(this.inFlight).isEqualTo(1);
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getHeaderNames()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(value = DispatcherType.class, names = { "ASYNC", "ERROR" })
	void dispatchOfARequestThatHasPassedIsNeitherCountedNorRefused(DispatcherType type) throws Exception {
		MockHttpServletRequest request = request("/orders");
		request.setDispatcherType(type);
		this.gate.refuse();
		pass(request);
		assertThat(this.inFlight).isZero();
		assertThat(this.current).isSameAs(this.work);
		assertThat(this.gate.refused()).isZero();
		assertThat(this.response.getStatus()).isEqualTo(200);
	}

	@Test
	void contextIsBoundWhileTheChainRunsAndNotAfterwardsEvenIfItThrows() throws Exception {
		pass(request("/orders"));
		assertThat(this.current).isSameAs(this.work);
		assertThat(DrainContext.current()).isSameAs(DrainContext.unending());
		assertThatIOException().isThrownBy(() -> filter(request("/orders"), (request, response) -> {
			throw new IOException("broken pipe");
		}));
		assertThat(DrainContext.current()).isSameAs(DrainContext.unending());
	}

	@Test
	void requestIsKnownByItsMethodAndItsPathWithoutTheQuery() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/orders/7");
		request.setQueryString("token=secret");
		filter(request,
				(req, res) -> assertThat(this.gate.inFlight().remaining().details()).singleElement()
					.asString()
					.startsWith("PUT /orders/7 for 0 ms on "));
	}

	@Test
	void chainThatThrowsStillEndsTheFlight() {
		assertThatIOException().isThrownBy(() -> filter(request("/orders"), (request, response) -> {
			throw new IOException("broken pipe");
		})).withMessage("broken pipe");
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> filter(request("/orders"), (request, response) -> {
				throw new StackOverflowError();
			}));
		assertThat(this.gate.inFlight().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/livez/", "/actuator/health", "/actuator/health/readiness" })
	void probesPassUncountedAndUnrefused(String path) throws Exception {
		this.gate.refuse();
		pass(request(path));
		assertThat(this.inFlight).isZero();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.containsHeader("Connection")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/live", "/livezz", "/livez.html", "/api/livez", "/actuator", "/actuator/healthy",
			"/actuator/info" })
	void pathsThatOnlyLookLikeProbesAreRequests(String path) throws Exception {
		pass(request(path));
		assertThat(this.inFlight).isEqualTo(1);
	}

	@Test
	void headerIsLeftToAServerThatClosesByItself() throws Exception {
		this.serverCloses = true;
		this.gate.ask();
		pass(request("/orders"));
		assertThat(this.response.containsHeader("Connection")).isFalse();
	}

	@Test
	void refusalSaysItselfThatItIsTheLastResponse() throws Exception {
		this.serverCloses = true;
		this.gate.refuse();
		pass(request("/orders"));
		assertThat(this.response.getHeaders("Connection")).containsExactly("close");
	}

	@Test
	void contextIsAnAttributeOfTheRequest() throws Exception {
		MockHttpServletRequest request = request("/orders");
		pass(request);
		assertThat(request.getAttribute("dev.lastcall.drain.DrainContext")).isSameAs(this.work);
	}

	@Test
	void probePathsAreWithinTheContextPath() throws Exception {
		MockHttpServletRequest probe = request("/shop/livez");
		probe.setContextPath("/shop");
		pass(probe);
		assertThat(this.inFlight).isZero();
		MockHttpServletRequest request = request("/livez");
		request.setContextPath("/livez");
		pass(request);
		assertThat(this.inFlight).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.0", "HTTP/1.1" })
	void connectionsOfHttp1AreAskedToCloseOnceTheGateAsks(String protocol) throws Exception {
		MockHttpServletRequest request = request("/orders");
		request.setProtocol(protocol);
		pass(request);
		assertThat(this.response.containsHeader("Connection")).isFalse();
		this.gate.ask();
		pass(request);
		assertThat(this.response.getHeaders("Connection")).containsExactly("close");
		assertThat(this.inFlight).isEqualTo(1);
	}

	@Test
	void responseIsAskedToCloseBeforeTheChainCanCommitIt() throws Exception {
		this.gate.ask();
		filter(request("/orders"), (request, response) -> response.flushBuffer());
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.response.getHeader("Connection")).isEqualTo("close");
	}

	@Test
	void connectionsOfHttp2HaveNoSuchHeader() throws Exception {
		MockHttpServletRequest request = request("/orders");
		request.setProtocol("HTTP/2.0");
		this.gate.ask();
		pass(request);
		this.gate.refuse();
		pass(request);
		assertThat(this.response.containsHeader("Connection")).isFalse();
		assertThat(this.response.getStatus()).isEqualTo(503);
	}

	@Test
	void refusedRequestGetsAProblemAndNeverReachesTheChain() throws Exception {
		this.gate.refuse();
		pass(request("/orders"));
		assertThat(this.inFlight).isEqualTo(-1);
		assertThat(this.gate.refused()).isEqualTo(1);
		assertThat(this.response.getStatus()).isEqualTo(503);
		assertThat(this.response.getHeader("Retry-After")).isEqualTo("1");
		assertThat(this.response.getHeader("Connection")).isEqualTo("close");
		assertThat(this.response.getContentType()).isEqualTo("application/problem+json");
		assertThat(this.response.getContentAsString(StandardCharsets.UTF_8)).isEqualTo(
				"{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"This instance is leaving and takes no more requests.\"}");
		assertThat(this.response.getContentLength()).isEqualTo(this.response.getContentAsByteArray().length);
	}

	@Test
	void whatIsNotHttpPassesUntouched() throws Exception {
		this.gate.refuse();
		ServletRequest notHttp = new ServletRequestWrapper(request("/orders"));
		MockFilterChain chain = new MockFilterChain(new GenericServlet() {

			@Override
			public void service(ServletRequest request, ServletResponse response) {
				RequestGateFilterTests.this.inFlight = RequestGateFilterTests.this.gate.inFlight().count();
			}

		});
		this.filter.doFilter(notHttp, this.response, chain);
		assertThat(this.inFlight).isZero();
		assertThat(chain.getRequest()).isSameAs(notHttp);
		assertThat(this.response.getStatus()).isEqualTo(200);
	}

	private static MockHttpServletRequest request(String path) {
		return new MockHttpServletRequest("GET", path);
	}

	// Notes how much is in flight when the chain is reached, and -1 if it is not.
	private void pass(MockHttpServletRequest request) throws IOException, ServletException {
		this.inFlight = -1;
		filter(request, (req, res) -> {
			this.inFlight = this.gate.inFlight().count();
			this.current = DrainContext.current();
		});
	}

	private void filter(MockHttpServletRequest request, FilterChain chain) throws IOException, ServletException {
		this.filter.doFilter(request, this.response, chain);
	}

}
