package dev.lastcall.signal.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Ticker;
import dev.lastcall.signal.actuate.SignalsEndpoint;
import dev.lastcall.signal.inspection.SignalInspection;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link SignalsEndpoint}.
 */
@AutoConfiguration(after = SignalAutoConfiguration.class)
@ConditionalOnBean(name = SignalAutoConfiguration.INSPECTION, search = SearchStrategy.CURRENT)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SignalsEndpoint.class)
public final class SignalEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SignalsEndpoint lastcallSignalsEndpoint(SignalInspection inspection) {
		return new SignalsEndpoint(inspection, Ticker.system());
	}

}
