package dev.lastcall.outbound.autoconfigure;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.outbound.DeadlineHeader;

/**
 * Configuration properties of what the application asks of others in a termination.
 *
 * @param deadlineHeader Name of the request header in which RestClient, RestTemplate and
 * WebClient tell other services how many milliseconds a termination leaves for their
 * answer; none is sent if it is empty.
 * @param jdbc Whether statements are cancelled in the database when the request or the
 * task that executes them is cancelled.
 */
@ConfigurationProperties("lastcall.outbound")
public record OutboundProperties(@Nullable String deadlineHeader, @DefaultValue("false") boolean jdbc) {

	// A token of RFC 9110, 5.6.2.
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	/**
	 * Checks the header.
	 * @param deadlineHeader see above
	 * @param jdbc see above
	 */
	public OutboundProperties {
		if (deadlineHeader != null && !deadlineHeader.isEmpty() && !TOKEN.matcher(deadlineHeader).matches()) {
			throw new InvalidSettingException(
					"The property 'lastcall.outbound.deadline-header' is '%s', which is no name of a header.".formatted(
							deadlineHeader),
					"Use letters, digits and '-', as in 'X-Timeout-Ms', or leave it empty.");
		}
	}

	DeadlineHeader header() {
		return new DeadlineHeader(Optional.ofNullable(this.deadlineHeader).filter((name) -> !name.isEmpty()));
	}

}
