package dev.lastcall.signal.aarch64;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a JVM for aarch64, possibly in an emulator. On a machine without it
 * they are skipped, except in CI, where they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresAarch64Jvm.Condition.class)
@interface RequiresAarch64Jvm {

	/**
	 * The environment variable with the command that starts the JVM.
	 */
	String COMMAND = "LASTCALL_AARCH64_JAVA";

	/**
	 * {@link ExecutionCondition} for these tests.
	 */
	class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (System.getenv(RequiresAarch64Jvm.COMMAND) != null || System.getenv("CI") != null) {
				return ConditionEvaluationResult.enabled("There is a JVM, or CI promises one");
			}
			return ConditionEvaluationResult.disabled("Set %s to what '.ci/aarch64-jvm DIRECTORY' prints, on Debian"
				.formatted(RequiresAarch64Jvm.COMMAND));
		}

	}

}
