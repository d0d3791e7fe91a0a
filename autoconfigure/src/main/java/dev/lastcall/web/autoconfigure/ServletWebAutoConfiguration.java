package dev.lastcall.web.autoconfigure;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

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
import dev.lastcall.web.servlet.DrainContextArgument;
import dev.lastcall.web.servlet.RequestGateFilter;
import dev.lastcall.web.servlet.Routes;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for requests in a servlet
 * application.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
@EnableConfigurationProperties({ LingerProperties.class, WebProperties.class })
public final class ServletWebAutoConfiguration {

	/**
	 * Before every filter that could answer or delay a request, so that whatever the
	 * application does with it happens in flight.
	 */
	private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE;

	@Bean(RequestDrains.REQUEST_GATE)
	RequestGate lastcallRequestGate() {
		return new RequestGate(Ticker.system(), Routes::of);
	}

	@Bean
	FilterRegistrationBean<RequestGateFilter> lastcallRequestGateFilter(RequestGate gate, WebProperties properties,
			Environment environment, ObjectProvider<ServerConnections> servers, WorkContext work) {
		FilterRegistrationBean<RequestGateFilter> registration = new FilterRegistrationBean<>(
				new RequestGateFilter(gate, RequestDrains.probePaths(properties, ActuatorPaths.on(environment)),
						RequestDrains.serverCloses(servers), work));
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		registration.setOrder(FILTER_ORDER);
		return registration;
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
		return new RequestDrain(gate, gate.inFlight()::interrupt);
	}

	/**
	 * What Spring MVC needs; a servlet application may live without it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static class MvcConfiguration {

		@Bean
		DrainContextArgument lastcallDrainContextArgument(WorkContext work) {
			return new DrainContextArgument(work);
		}

	}

}
