package dev.lastcall.web.autoconfigure;

import java.util.List;
import java.util.Objects;

import org.springframework.core.env.Environment;

/**
 * The paths on the application's own port that belong to Actuator, read from properties
 * because Actuator may not be on the class path.
 */
final class ActuatorPaths {

	private ActuatorPaths() {
	}

	static List<String> on(Environment environment) {
		// Spring MVC answers all of them, wherever it was put.
		String servlet = environment.getProperty("spring.mvc.servlet.path", "/");
		String prefix = servlet.endsWith("/") ? servlet.substring(0, servlet.length() - 1) : servlet;
		return below(environment).stream().map(prefix::concat).toList();
	}

	static List<String> below(Environment environment) {
		// The paths of health groups that are also served on the application's port.
		List<String> additional = List.of("/livez", "/readyz");
		String port = environment.getProperty("server.port", "8080");
		if (!Objects.equals(environment.getProperty("management.server.port", port), port)) {
			return additional;
		}
		String base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
		// Without a base path every path could be an endpoint; only health is certain.
		String health = "/" + environment.getProperty("management.endpoints.web.path-mapping.health", "health");
		String actuator = (base.isEmpty() || base.equals("/")) ? health : base;
		return List.of(actuator, additional.get(0), additional.get(1));
	}

}
