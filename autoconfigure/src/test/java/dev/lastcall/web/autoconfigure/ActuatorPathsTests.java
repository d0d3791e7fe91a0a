package dev.lastcall.web.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ActuatorPathsTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void actuatorSharesThePortByDefault() {
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/actuator", "/livez", "/readyz");
	}

	@Test
	void actuatorSharesThePortThatIsNamedTwice() {
		this.environment.withProperty("server.port", "9090").withProperty("management.server.port", "9090");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/actuator", "/livez", "/readyz");
	}

	@Test
	void actuatorSharesTheDefaultPort() {
		this.environment.withProperty("management.server.port", "8080");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/actuator", "/livez", "/readyz");
	}

	@Test
	void actuatorOnItsOwnPortLeavesItsPathToTheApplication() {
		this.environment.withProperty("management.server.port", "8081");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/livez", "/readyz");
	}

	@Test
	void disabledActuatorLeavesItsPathToTheApplication() {
		this.environment.withProperty("management.server.port", "-1");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/livez", "/readyz");
	}

	@Test
	void basePathIsHeeded() {
		this.environment.withProperty("management.endpoints.web.base-path", "/manage");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/manage", "/livez", "/readyz");
	}

	@Test
	void withoutBasePathOnlyHealthIsCertain() {
		for (String none : new String[] { "", "/" }) {
			this.environment.setProperty("management.endpoints.web.base-path", none);
			assertThat(ActuatorPaths.on(this.environment)).containsExactly("/health", "/livez", "/readyz");
		}
	}

	@Test
	void healthIsCertainWhereverItIsMappedTo() {
		this.environment.withProperty("management.endpoints.web.base-path", "/")
			.withProperty("management.endpoints.web.path-mapping.health", "healthz");
		assertThat(ActuatorPaths.on(this.environment)).containsExactly("/healthz", "/livez", "/readyz");
	}

	@Test
	void everythingIsBelowThePathOfTheDispatcherServlet() {
		for (String path : new String[] { "/mvc", "/mvc/" }) {
			this.environment.setProperty("spring.mvc.servlet.path", path);
			assertThat(ActuatorPaths.on(this.environment)).containsExactly("/mvc/actuator", "/mvc/livez",
					"/mvc/readyz");
		}
	}

}
