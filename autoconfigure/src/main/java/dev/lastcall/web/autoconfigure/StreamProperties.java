package dev.lastcall.web.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

import dev.lastcall.termination.autoconfigure.Settings;

/**
 * Configuration properties of streams.
 *
 * @param pollPatience Time for which the answer to a GET or HEAD request may be awaited
 * before the request counts as a long poll, which is told to go. If a duration suffix is
 * not specified, seconds will be used.
 */
@ConfigurationProperties("lastcall.web.streams")
public record StreamProperties(@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration pollPatience) {

	/**
	 * Checks the patience.
	 * @param pollPatience see above
	 */
	public StreamProperties {
		Settings.requireNotNegative("lastcall.web.streams.poll-patience", pollPatience);
	}

}
