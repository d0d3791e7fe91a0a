package dev.lastcall.termination.autoconfigure;

import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.metrics.TerminationMetrics;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of a termination.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR)
public final class TerminationMetricsAutoConfiguration {

	@Bean
	TerminationMetrics lastcallTerminationMetrics(ObjectProvider<MeterRegistry> registry,
			ObjectProvider<Coordinator> coordinator) {
		return new TerminationMetrics(() -> Optional.ofNullable(registry.getIfAvailable()), coordinator::getObject,
				Ticker.system());
	}

}
