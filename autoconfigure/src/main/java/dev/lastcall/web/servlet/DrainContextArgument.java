package dev.lastcall.web.servlet;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.lastcall.drain.DrainContext;

/**
 * {@link WebMvcConfigurer} that lets a handler method have a {@link DrainContext} as an
 * argument: the one that is bound to its thread.
 */
public final class DrainContextArgument implements WebMvcConfigurer, HandlerMethodArgumentResolver {

	private final DrainContext work;

	/**
	 * Creates the configurer.
	 * @param work the context of requests that pass no gate, which are those of probes
	 */
	public DrainContextArgument(DrainContext work) {
		this.work = work;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == DrainContext.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return DrainContext.currentOr(this.work);
	}

}
