package dev.lastcall.sample.fulfilment;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The threads that fulfil orders.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentProperties.class)
class FulfilmentConfiguration {

	@Bean
	ThreadPoolTaskExecutor fulfilmentExecutor(ThreadPoolTaskExecutorBuilder builder, FulfilmentProperties properties) {
		return builder.corePoolSize(properties.coreSize())
			.maxPoolSize(properties.maxSize())
			.queueCapacity(properties.queueCapacity())
			.threadNamePrefix("fulfilment-")
			.build();
	}

}
