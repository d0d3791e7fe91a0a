package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.lastcall.drain.InvalidSettingException;

/**
 * {@link AbstractFailureAnalyzer} for a property of Last Call whose text is not what it
 * should be. Spring Boot would name types and converters, and not say what to write.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnreadableSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("lastcall");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!ROOT.isAncestorOf(cause.getName()) || findCause(rootFailure, InvalidSettingException.class) != null) {
			return null;
		}
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		ConfigurationProperty property = cause.getProperty();
		if (property == null || mistake(type).isEmpty()) {
			return new FailureAnalysis("The property '%s' has a value, but is only the beginning of other properties."
				.formatted(cause.getName()), "Set those that 'docs/configuration.md' lists, and not this one.", cause);
		}
		String problem = "The property '%s' is '%s', which is %s.".formatted(cause.getName(), property.getValue(),
				mistake(type));
		String origin = (property.getOrigin() != null) ? "\n\nOrigin: " + property.getOrigin() : "";
		return new FailureAnalysis(problem + origin, remedy(type), cause);
	}

	private static String mistake(Class<?> type) {
		if (type == Duration.class) {
			return "not a duration";
		}
		if (type.isEnum()) {
			return "not one of its values";
		}
		if (type == boolean.class || type == Boolean.class) {
			return "neither true nor false";
		}
		return isNumber(type) ? "not such a number" : "";
	}

	private static String remedy(Class<?> type) {
		if (type == Duration.class) {
			return PlatformTime.DURATION_REMEDY;
		}
		if (type.isEnum()) {
			return "Set it to one of %s.".formatted(values(type));
		}
		if (type == boolean.class || type == Boolean.class) {
			return "Set it to true or false.";
		}
		return "Set it to a whole number, in digits.";
	}

	private static boolean isNumber(Class<?> type) {
		return type == int.class || type == long.class || Number.class.isAssignableFrom(type);
	}

	private static List<String> values(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((value) -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
