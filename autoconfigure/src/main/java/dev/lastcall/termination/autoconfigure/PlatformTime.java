package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

import dev.lastcall.drain.InvalidSettingException;

/**
 * A time that the platform decides. A manifest may mirror its own setting in an
 * environment variable, which then decides: what stands beside the platform's setting is
 * nearer to the truth than what an application has brought along.
 *
 * @param source the property or variable that it comes from
 * @param value the time
 * @param disagreement a full sentence if property and variable are both set and differ
 */
record PlatformTime(String source, Duration value, Optional<String> disagreement) {

	static final String DURATION_REMEDY = "Set it to a number of seconds, such as 30, or to a number with a unit, such as 1500ms, 45s or 2m.";

	static PlatformTime gracePeriod(TerminationProperties.Budget budget, Environment environment) {
		return of("lastcall.budget.grace-period", budget.gracePeriod(), "LASTCALL_GRACE_PERIOD", environment);
	}

	static PlatformTime preStop(TerminationProperties.Budget budget, Environment environment) {
		return of("lastcall.budget.pre-stop", budget.preStop(), "LASTCALL_PRE_STOP", environment);
	}

	private static PlatformTime of(String key, Duration property, String variable, Environment environment) {
		// Templates leave a variable empty that has no value.
		String text = environment.getProperty(variable, "").strip();
		if (text.isEmpty()) {
			return new PlatformTime(key, property, Optional.empty());
		}
		Duration value = parse(variable, text);
		if (value.equals(property) || !environment.containsProperty(key)) {
			return new PlatformTime(variable, value, Optional.empty());
		}
		return new PlatformTime(variable, value, Optional
			.of("The environment variable '%s' is %d ms and overrides the property '%s', which is %d ms. Remove one of them, or set both to what the platform grants."
				.formatted(variable, value.toMillis(), key, property.toMillis())));
	}

	private static Duration parse(String variable, String text) {
		Duration value;
		try {
			value = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new InvalidSettingException(
					"The environment variable '%s' is '%s', which is not a duration.".formatted(variable, text),
					DURATION_REMEDY);
		}
		if (value.isNegative()) {
			throw new InvalidSettingException("The environment variable '%s' is '%s'.".formatted(variable, text),
					"Set it to zero or more.");
		}
		return value;
	}

}
