package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.util.Optional;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.LingerTimes;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.StreamDrains;
import dev.lastcall.web.stream.servlet.StreamHandlerAdapter;
import dev.lastcall.web.websocket.servlet.WebSocketHandlerAdapter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for streams in a web application.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
@ConditionalOnWebApplication
@EnableConfigurationProperties({ LingerProperties.class, StreamProperties.class })
public final class StreamAutoConfiguration {

	/**
	 * The name of the bean with the open streams, for conditions: see
	 * {@link TerminationAutoConfiguration#COORDINATOR}.
	 */
	static final String OPEN_STREAMS = "lastcallOpenStreams";

	@Bean(OPEN_STREAMS)
	OpenStreams lastcallOpenStreams() {
		return new OpenStreams(Ticker.system());
	}

	@Bean
	StreamDrains lastcallStreamDrains(OpenStreams streams, LingerProperties linger, Coordinator coordinator,
			Environment environment, ObjectProvider<RequestGate> gates) {
		LingerTimes times = linger.times(coordinator.budget(), Surroundings.of(environment));
		RequestGate gate = gates.getIfUnique();
		return new StreamDrains(streams, () -> gate != null && !gate.inFlight().isEmpty(), length(times),
				Ticker.system());
	}

	// What the process lingers for in any case: streams alone shall not make it longer.
	// Without a minimum, the quiet period is as long as somebody wanted to wait.
	private static Duration length(LingerTimes times) {
		if (!times.minimum().isZero()) {
			return times.minimum();
		}
		return (times.quietPeriod().compareTo(times.maximum()) < 0) ? times.quietPeriod() : times.maximum();
	}

	/**
	 * The streams of Spring MVC. The adapter is made by the dispatcher servlet on its
	 * first request.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DispatcherServlet.class, RequestMappingHandlerAdapter.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class MvcConfiguration {

		@Bean
		@Lazy
		StreamHandlerAdapter lastcallStreamHandlerAdapter(ObjectProvider<RequestMappingHandlerAdapter> methods,
				ObjectProvider<HandlerFunctionAdapter> functions, OpenStreams streams, StreamProperties properties) {
			return new StreamHandlerAdapter(methods.stream().toList(),
					functions.getIfAvailable(HandlerFunctionAdapter::new), streams, properties.pollPatience());
		}

	}

	/**
	 * The WebSocket sessions of Spring in a servlet container. The adapter is made as
	 * above.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DispatcherServlet.class, WebSocketHttpRequestHandler.class })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class WebSocketConfiguration {

		/**
		 * The channel to STOMP clients.
		 */
		private static final String OUTBOUND_CHANNEL = "clientOutboundChannel";

		@Bean
		@Lazy
		WebSocketHandlerAdapter lastcallWebSocketHandlerAdapter(OpenStreams streams, BeanFactory beans) {
			return new WebSocketHandlerAdapter(streams, beans.containsBean(OUTBOUND_CHANNEL)
					? Optional.of(beans.getBean(OUTBOUND_CHANNEL)) : Optional.empty());
		}

	}

}
