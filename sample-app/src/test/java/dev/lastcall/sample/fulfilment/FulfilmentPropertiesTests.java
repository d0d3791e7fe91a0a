package dev.lastcall.sample.fulfilment;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

class FulfilmentPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
		.withUserConfiguration(FulfilmentConfiguration.class);

	@Test
	void haveDefaults() {
		this.runner.run((context) -> assertThat(context.getBean(FulfilmentProperties.class))
			.isEqualTo(new FulfilmentProperties(2, 2, 1000, Duration.ofMillis(20))));
	}

	@Test
	void sizeTheExecutor() {
		this.runner
			.withPropertyValues("sample.fulfilment.core-size=3", "sample.fulfilment.max-size=4",
					"sample.fulfilment.queue-capacity=5")
			.run((context) -> {
				ThreadPoolTaskExecutor executor = context.getBean("fulfilmentExecutor", ThreadPoolTaskExecutor.class);
				assertThat(executor.getCorePoolSize()).isEqualTo(3);
				assertThat(executor.getMaxPoolSize()).isEqualTo(4);
				assertThat(executor.getQueueCapacity()).isEqualTo(5);
				assertThat(executor.getThreadNamePrefix()).isEqualTo("fulfilment-");
			});
	}

	@ParameterizedTest
	@CsvSource({ "core-size=0, coreSize", "queue-capacity=-1, queueCapacity", "duration=-1ms, duration" })
	void refuseValueOutOfRange(String property, String field) {
		this.runner.withPropertyValues("sample.fulfilment." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(BindValidationException.class)
				.hasMessageContaining("on field '" + field + "'"));
	}

	@Test
	void refuseMaxSizeBelowCoreSizeAndNameBoth() {
		this.runner.withPropertyValues("sample.fulfilment.core-size=3", "sample.fulfilment.max-size=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("'sample.fulfilment.max-size' is '2' but must be at least 'sample.fulfilment.core-size', "
						+ "which is '3': raise the one or lower the other."));
	}

}
