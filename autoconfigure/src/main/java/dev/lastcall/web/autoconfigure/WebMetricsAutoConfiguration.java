package dev.lastcall.web.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import dev.lastcall.web.RequestGate;
import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.metrics.RequestMetrics;
import dev.lastcall.web.stream.OpenStreams;
import dev.lastcall.web.stream.metrics.StreamMetrics;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of requests.
 */
@AutoConfiguration(after = { ServletWebAutoConfiguration.class, ReactiveWebAutoConfiguration.class,
		StreamAutoConfiguration.class })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(name = RequestDrains.REQUEST_GATE)
public final class WebMetricsAutoConfiguration {

	@Bean
	RequestMetrics lastcallRequestMetrics(RequestGate gate, ObjectProvider<ServerConnections> servers) {
		return new RequestMetrics(gate, servers.stream().toList());
	}

	@Bean
	@ConditionalOnBean(name = StreamAutoConfiguration.OPEN_STREAMS)
	StreamMetrics lastcallStreamMetrics(OpenStreams streams) {
		return new StreamMetrics(streams);
	}

}
