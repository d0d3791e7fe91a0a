package dev.lastcall.termination.context;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties under {@code lastcall} that nobody has read. A typing error in a name
 * would otherwise leave a default in place without a word.
 */
final class UnreadProperties {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("lastcall");

	private UnreadProperties() {
	}

	/**
	 * Looks for them in every source that can be listed, but for the environment:
	 * Kubernetes puts variables into it that begin with the names of services.
	 * @param context the application context, once it has started
	 * @return a full sentence for each
	 */
	static List<String> of(ApplicationContext context) {
		BoundConfigurationProperties bound = BoundConfigurationProperties.get(context);
		if (bound == null) {
			return List.of();
		}
		Set<ConfigurationPropertyName> read = bound.getAll().keySet();
		return StreamSupport.stream(ConfigurationPropertySources.get(context.getEnvironment()).spliterator(), false)
			.filter((source) -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource))
			.flatMap((source) -> names(source).filter((name) -> !read.contains(name))
				.map((name) -> message(source, name)))
			.distinct()
			.toList();
	}

	private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
		return (source instanceof IterableConfigurationPropertySource iterable)
				? iterable.stream().filter(ROOT::isAncestorOf) : Stream.empty();
	}

	private static String message(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		Origin origin = Origin.from(source.getConfigurationProperty(name));
		return "The property '%s'%s has no effect: Last Call does not know it, or this application does not need it. Correct its name, or remove it."
			.formatted(name, (origin != null) ? " (%s)".formatted(origin) : "");
	}

}
