package dev.lastcall.benchmarks.requests;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.servlet.RequestGateFilter;

/**
 * What the servlet filter adds to a request that is served: the rest of the chain called
 * directly and through the filter. All threads share the filter, as those of a server do.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RequestGateFilterBenchmark {

	// As many probe paths as an application with Actuator has.
	private final RequestGateFilter filter = new RequestGateFilter(new RequestGate(Ticker.system()),
			List.of("/livez", "/readyz", "/actuator"), () -> true, new WorkContext(Ticker.system()));

	private final FilterChain chain = new Application();

	/**
	 * A request without Last Call.
	 * @param exchange the request
	 * @throws IOException never
	 * @throws ServletException never
	 */
	@Benchmark
	public void direct(Exchange exchange) throws IOException, ServletException {
		this.chain.doFilter(exchange.request, exchange.response);
	}

	/**
	 * A request with Last Call.
	 * @param exchange the request
	 * @throws IOException never
	 * @throws ServletException never
	 */
	@Benchmark
	public void filtered(Exchange exchange) throws IOException, ServletException {
		this.filter.doFilter(exchange.request, exchange.response, this.chain);
	}

	/**
	 * {@link FilterChain} of an application that does nothing.
	 */
	static final class Application implements FilterChain {

		@Override
		@CompilerControl(CompilerControl.Mode.DONT_INLINE)
		public void doFilter(ServletRequest request, ServletResponse response) {
			// An application is too large to be inlined into its filter.
		}

	}

}
