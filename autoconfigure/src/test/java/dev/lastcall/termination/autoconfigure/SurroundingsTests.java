package dev.lastcall.termination.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.support.TestPropertySourceUtils;

import static org.assertj.core.api.Assertions.assertThat;

class SurroundingsTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@BeforeEach
	void leaveTheRealSurroundings() {
		systemEnvironment(Map.of());
	}

	private void systemEnvironment(Map<String, Object> variables) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		this.environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
	}

	@Test
	void laptopIsNeitherKubernetesNorTest() {
		assertThat(Surroundings.of(this.environment)).isEqualTo(new Surroundings(false, false));
	}

	@Test
	void kubernetesIsKnownByItsServiceVariables() {
		systemEnvironment(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443"));
		assertThat(Surroundings.of(this.environment)).isEqualTo(new Surroundings(true, false));
	}

	@Test
	void kubernetesIsKnownByTheCloudPlatformProperty() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("own", Map.of("spring.main.cloud-platform", "kubernetes")));
		assertThat(Surroundings.of(this.environment)).isEqualTo(new Surroundings(true, false));
	}

	@Test
	void testIsKnownByItsInlinedProperties() {
		TestPropertySourceUtils.addInlinedPropertiesToEnvironment(this.environment, "any=thing");
		assertThat(Surroundings.of(this.environment)).isEqualTo(new Surroundings(false, true));
	}

	@Test
	void environmentWithoutPropertySourcesIsNoTest() {
		Environment plain = new MockEnvironment().withProperty("any", "thing");
		assertThat(Surroundings.of(plain).test()).isFalse();
	}

}
