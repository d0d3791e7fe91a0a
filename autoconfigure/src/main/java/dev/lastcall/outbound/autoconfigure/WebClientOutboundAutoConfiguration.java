package dev.lastcall.outbound.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;

import dev.lastcall.outbound.reactive.CancellingExchangeFilter;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for calls by clients that Spring
 * Boot's builder of WebClient makes.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@ConditionalOnClass({ WebClientCustomizer.class, WebClient.class })
@EnableConfigurationProperties(OutboundProperties.class)
public final class WebClientOutboundAutoConfiguration {

	@Bean
	WebClientCustomizer lastcallWebClientCustomizer(OutboundProperties properties) {
		CancellingExchangeFilter filter = new CancellingExchangeFilter(properties.header());
		return (builder) -> builder.filter(filter);
	}

}
