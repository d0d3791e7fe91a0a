package dev.lastcall.web.reactive;

import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.lastcall.drain.DrainContext;

/**
 * Gives handlers the {@link DrainContext} of their request: as an argument of handler
 * methods, and as an attribute of the exchange. It is a {@link HandlerMapping} that comes
 * first and never has a handler, because to set an attribute so costs a request a tenth
 * of what a filter would.
 */
public final class HandlerContext
		implements WebFluxConfigurer, SyncHandlerMethodArgumentResolver, HandlerMapping, Ordered {

	/**
	 * The attribute of the exchange whose value is the request's {@link DrainContext}.
	 */
	public static final String ATTRIBUTE = DrainContext.class.getName();

	private final DrainContext work;

	/**
	 * Creates the configurer.
	 * @param work the context of requests
	 */
	public HandlerContext(DrainContext work) {
		this.work = work;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Object> getHandler(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this.work);
		if (exchange.getResponse() instanceof StreamedResponse response) {
			response.know(exchange.getAttributes());
		}
		return Mono.empty();
	}

	@Override
	public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
		resolvers.addCustomResolver(this);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == DrainContext.class;
	}

	@Override
	public Object resolveArgumentValue(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
		return this.work;
	}

}
