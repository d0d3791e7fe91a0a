package dev.lastcall.termination.autoconfigure;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * What the process runs in, as far as defaults depend on it.
 *
 * @param kubernetes whether the process runs on Kubernetes
 * @param test whether a Spring test started the application context in its own process
 */
public record Surroundings(boolean kubernetes, boolean test) {

	/**
	 * The property source that the Spring TestContext Framework adds for a test's inlined
	 * properties, of which {@code @SpringBootTest} always has one
	 * ({@code TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME}, which is
	 * not on the class path of an application).
	 */
	private static final String TEST_PROPERTY_SOURCE = "Inlined Test Properties";

	/**
	 * The surroundings that an environment tells of.
	 * @param environment the environment of the application context
	 * @return the surroundings
	 */
	public static Surroundings of(Environment environment) {
		return new Surroundings(CloudPlatform.KUBERNETES.isActive(environment),
				environment instanceof ConfigurableEnvironment configurable
						&& configurable.getPropertySources().contains(TEST_PROPERTY_SOURCE));
	}

}
