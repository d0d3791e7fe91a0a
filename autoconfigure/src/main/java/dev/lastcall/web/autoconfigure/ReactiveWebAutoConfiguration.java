package dev.lastcall.web.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
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
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.termination.context.ReadinessDrain;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.RefusalDrain;
import dev.lastcall.web.RequestDrain;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.reactive.HandlerContext;
import dev.lastcall.web.reactive.OpenWebSocketAdapter;
import dev.lastcall.web.reactive.RequestGateCustomizer;
import dev.lastcall.web.stream.OpenStreams;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for requests in a WebFlux
 * application.
 */
@AutoConfiguration(after = { TerminationAutoConfiguration.class, StreamAutoConfiguration.class })
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer")
@EnableConfigurationProperties({ LingerProperties.class, WebProperties.class })
public final class ReactiveWebAutoConfiguration {

	@Bean(RequestDrains.REQUEST_GATE)
	RequestGate lastcallRequestGate() {
		return new RequestGate(Ticker.system(), RequestGateCustomizer::route);
	}

	@Bean
	LingerDrain lastcallLingerDrain(RequestGate gate, LingerProperties properties, Coordinator coordinator,
			ReadinessDrain readiness, Environment environment) {
		return RequestDrains.linger(gate, properties, coordinator, readiness, environment);
	}

	@Bean
	RefusalDrain lastcallRefusalDrain(RequestGate gate, ObjectProvider<ServerConnections> servers,
			WebProperties properties) {
		return new RefusalDrain(gate, servers.stream().toList(), properties.lateRequests());
	}

	@Bean
	RequestDrain lastcallRequestDrain(RequestGate gate) {
		return new RequestDrain(gate);
	}

	/**
	 * What WebFlux asks for. In a class of its own, so that the other methods can be read
	 * where WebFlux is missing.
	 */
	@Configuration(proxyBeanMethods = false)
	static class WebFluxConfiguration {

		// Where the auto-configuration of streams is excluded, nobody tells them to go.
		@Bean
		RequestGateCustomizer lastcallRequestGateCustomizer(RequestGate gate, WebProperties properties,
				Environment environment, ObjectProvider<ServerConnections> servers, WorkContext work,
				ObjectProvider<OpenStreams> streams) {
			return new RequestGateCustomizer(gate,
					RequestDrains.probePaths(properties, ActuatorPaths.below(environment)),
					RequestDrains.serverCloses(servers), work,
					streams.getIfAvailable(() -> new OpenStreams(Ticker.system())));
		}

		@Bean
		HandlerContext lastcallHandlerContext(WorkContext work) {
			return new HandlerContext(work);
		}

		@Bean
		OpenWebSocketAdapter lastcallWebSocketAdapter(ListableBeanFactory beans, RequestGateCustomizer gate) {
			return new OpenWebSocketAdapter(() -> beans.getBeanProvider(WebSocketHandlerAdapter.class)
				.orderedStream()
				.findFirst()
				.orElseThrow(), gate.streams());
		}

	}

}
