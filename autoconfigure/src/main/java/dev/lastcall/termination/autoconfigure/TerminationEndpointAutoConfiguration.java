package dev.lastcall.termination.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.actuate.DrainEndpoint;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link DrainEndpoint}.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(DrainEndpoint.class)
public final class TerminationEndpointAutoConfiguration {

	// A parent's endpoint tells of the parent.
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	DrainEndpoint lastcallDrainEndpoint(Coordinator coordinator) {
		return new DrainEndpoint(coordinator);
	}

}
