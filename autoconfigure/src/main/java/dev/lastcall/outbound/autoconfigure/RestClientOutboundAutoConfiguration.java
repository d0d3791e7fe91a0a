package dev.lastcall.outbound.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ClientHttpRequestInterceptor;

import dev.lastcall.outbound.http.CancellingInterceptor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for calls by clients that Spring
 * Boot's builders of RestClient and RestTemplate make.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@ConditionalOnClass({ RestClientCustomizer.class, ClientHttpRequestInterceptor.class })
@EnableConfigurationProperties(OutboundProperties.class)
public final class RestClientOutboundAutoConfiguration {

	@Bean
	RestClientCustomizer lastcallRestClientCustomizer(OutboundProperties properties) {
		CancellingInterceptor interceptor = new CancellingInterceptor(properties.header());
		return (builder) -> builder.requestInterceptor(interceptor);
	}

	@Bean
	RestTemplateCustomizer lastcallRestTemplateCustomizer(OutboundProperties properties) {
		CancellingInterceptor interceptor = new CancellingInterceptor(properties.header());
		return (template) -> template.getInterceptors().add(interceptor);
	}

}
