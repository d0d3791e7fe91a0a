package dev.lastcall.test;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tests that need commands. On a machine without them they are skipped, except in CI,
 * where they run and fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCommand.Condition.class)
public @interface RequiresCommand {

	/**
	 * The commands.
	 * @return their names
	 */
	String[] value();

	/**
	 * The packages of Debian that bring them.
	 * @return their names
	 */
	String packages();

	/**
	 * The decision.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			RequiresCommand required = AnnotationSupport
				.findAnnotation(context.getRequiredTestClass(), RequiresCommand.class)
				.orElseThrow();
			List<String> missing = Arrays.stream(required.value()).filter((command) -> !isInstalled(command)).toList();
			if (missing.isEmpty()) {
				return ConditionEvaluationResult.enabled("The commands are installed");
			}
			if (System.getenv("CI") != null) {
				return ConditionEvaluationResult.enabled("CI promises the commands");
			}
			return ConditionEvaluationResult
				.disabled("This test needs %s. Install the packages %s.".formatted(missing, required.packages()));
		}

		private static boolean isInstalled(String command) {
			return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
				.anyMatch((directory) -> new File(directory, command).canExecute());
		}

	}

}
