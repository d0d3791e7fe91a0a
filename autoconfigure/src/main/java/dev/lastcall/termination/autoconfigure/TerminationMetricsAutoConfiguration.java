package dev.lastcall.termination.autoconfigure;

import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.metrics.PreviousRunMetrics;
import dev.lastcall.termination.metrics.TerminationMetrics;
import dev.lastcall.termination.report.ReportKeeper;

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

	// Only who has a directory is told of previous runs.
	@Bean
	@ConditionalOnProperty("lastcall.report.directory")
	PreviousRunMetrics lastcallPreviousRunMetrics(ObjectProvider<MeterRegistry> registry,
			ObjectProvider<ReportKeeper> reports) {
		return new PreviousRunMetrics(() -> Optional.ofNullable(registry.getIfAvailable()), reports::getObject);
	}

}
