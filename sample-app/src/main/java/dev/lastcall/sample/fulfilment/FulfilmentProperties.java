package dev.lastcall.sample.fulfilment;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * How orders are fulfilled.
 *
 * @param coreSize how many orders are fulfilled at the same time, at least 1
 * @param maxSize how many are while the queue is full, at least {@code coreSize}
 * @param queueCapacity how many orders may wait; zero means that none waits
 * @param duration how long one fulfilment takes, zero or more
 */
@ConfigurationProperties("sample.fulfilment")
@Validated
record FulfilmentProperties(@DefaultValue("2") @Min(1) int coreSize, @DefaultValue("2") int maxSize,
		@DefaultValue("1000") @Min(0) int queueCapacity, @DefaultValue("20ms") @DurationMin Duration duration) {

	FulfilmentProperties {
		Assert.isTrue(maxSize >= coreSize,
				() -> "'sample.fulfilment.max-size' is '" + maxSize + "' but must be at least "
						+ "'sample.fulfilment.core-size', which is '" + coreSize
						+ "': raise the one or lower the other.");
	}

	/**
	 * How many orders can be in this instance at once.
	 * @return those that wait plus those that are being fulfilled
	 */
	long inFlightLimit() {
		return (long) this.queueCapacity + this.maxSize;
	}

}
