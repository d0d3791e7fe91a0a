package dev.lastcall.web.autoconfigure;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.web.LateRequests;

/**
 * Configuration properties of requests in a termination.
 *
 * @param probePaths Comma-separated list of paths, beside those of Actuator, that probes
 * and scrapers request; such requests are never counted, awaited or refused.
 * @param lateRequests What becomes of requests that come while the application lingers.
 */
@ConfigurationProperties("lastcall.web")
public record WebProperties(@DefaultValue List<String> probePaths, @DefaultValue("serve") LateRequests lateRequests) {

	/**
	 * Checks the paths.
	 * @param probePaths see above
	 * @param lateRequests see above
	 */
	public WebProperties {
		for (String path : probePaths) {
			if (!path.startsWith("/") || path.length() < 2) {
				throw new InvalidSettingException(
						"The property 'lastcall.web.probe-paths' contains '%s', which is not a path below the root."
							.formatted(path),
						"Begin each path with '/', as in '/healthz'.");
			}
		}
	}

}
