package dev.lastcall.web.servlet;

import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The routes by which requests are known.
 */
public final class Routes {

	/**
	 * Where Spring MVC says which pattern matched, as
	 * {@code HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE} has it. Written down,
	 * because a servlet application may live without Spring MVC.
	 */
	static final String PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	private static final String EVERYTHING = "/**";

	private Routes() {
	}

	/**
	 * The route of a request.
	 * @param request the request
	 * @return the pattern that matched; empty before that is known, for what no pattern
	 * tells apart, and for errors, which have a pattern of their own
	 */
	public static Optional<String> of(Object request) {
		if (!(request instanceof HttpServletRequest http) || isError(http)) {
			return Optional.empty();
		}
		return pattern(http.getAttribute(PATTERN)).filter((pattern) -> !pattern.equals(EVERYTHING));
	}

	private static boolean isError(HttpServletRequest request) {
		return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
	}

	private static Optional<String> pattern(@Nullable Object pattern) {
		return Optional.ofNullable(pattern).map(Object::toString);
	}

}
