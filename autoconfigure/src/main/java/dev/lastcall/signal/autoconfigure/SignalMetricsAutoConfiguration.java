package dev.lastcall.signal.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import dev.lastcall.signal.inspection.SignalInspection;
import dev.lastcall.signal.metrics.SignalMetrics;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of signals.
 */
@AutoConfiguration(after = SignalAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(name = SignalAutoConfiguration.INSPECTION)
public final class SignalMetricsAutoConfiguration {

	@Bean
	SignalMetrics lastcallSignalMetrics(SignalInspection inspection) {
		return new SignalMetrics(inspection);
	}

}
