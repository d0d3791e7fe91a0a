package dev.lastcall.outbound.reactive;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.lastcall.drain.DrainCancelledException;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.DrainContext.Registration;
import dev.lastcall.drain.propagation.DrainContextAccessor;
import dev.lastcall.outbound.DeadlineHeader;
import dev.lastcall.outbound.InterruptibleCall;

/**
 * {@link ExchangeFilterFunction} that ends an exchange when its {@link DrainContext} is
 * cancelled, its response's body included: the one in Reactor's context, otherwise that
 * of the thread that subscribes.
 */
public final class CancellingExchangeFilter implements ExchangeFilterFunction {

	private final DeadlineHeader deadlineHeader;

	/**
	 * Creates the filter.
	 * @param deadlineHeader tells the other side how much time there is
	 */
	public CancellingExchangeFilter(DeadlineHeader deadlineHeader) {
		this.deadlineHeader = deadlineHeader;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((view) -> {
			DrainContext context = contextOf(view);
			return InterruptibleCall.canBeCancelled(context) ? exchange(request, next, context)
					: next.exchange(request);
		});
	}

	private static DrainContext contextOf(ContextView view) {
		return view.<DrainContext>getOrEmpty(DrainContextAccessor.KEY).orElseGet(DrainContext::current);
	}

	private Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next, DrainContext context) {
		ClientRequest.Builder told = ClientRequest.from(request);
		this.deadlineHeader.write(context, told::header);
		Mono<ClientResponse> cancellation = cancellationOf(context);
		return Mono.firstWithSignal(next.exchange(told.build()), cancellation)
			.map((response) -> response.mutate().body((body) -> bounded(body, context)).build());
	}

	private static Flux<DataBuffer> bounded(Flux<DataBuffer> body, DrainContext context) {
		return body.takeUntilOther(cancellationOf(context));
	}

	// Signals nothing but an error, and is forgotten when nobody listens any more.
	private static <T> Mono<T> cancellationOf(DrainContext context) {
		return Mono.create((sink) -> {
			Registration registration = context.onCancel((reason) -> sink.error(new DrainCancelledException(reason)));
			sink.onDispose(registration::close);
		});
	}

}
