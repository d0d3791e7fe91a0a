package dev.lastcall.web.servlet;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Routes}.
 */
class RoutesTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/7");

	@BeforeEach
	void match() {
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/orders/{id}");
	}

	@Test
	void patternThatMatchedIsTheRoute() {
		assertThat(Routes.PATTERN).isEqualTo(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		assertThat(Routes.of(this.request)).contains("/orders/{id}");
	}

	@Test
	void thereIsNoneBeforeAPatternHasMatched() {
		assertThat(Routes.of(new MockHttpServletRequest("GET", "/orders/7"))).isEmpty();
		assertThat(Routes.of("/orders/7")).isEmpty();
	}

	@Test
	void patternOfEverythingTellsNothing() {
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/**");
		assertThat(Routes.of(this.request)).isEmpty();
	}

	@Test
	void errorIsKnownByItsPath() {
		this.request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
		assertThat(Routes.of(this.request)).isEmpty();
	}

}
