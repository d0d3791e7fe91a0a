package dev.lastcall.sample.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need HAProxy. On a machine without it they are skipped, except in CI, where
 * they run and fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresHaProxy.Condition.class)
public @interface RequiresHaProxy {

	/**
	 * The decision. Not an assumption, because Surefire counts a class whose
	 * {@code @BeforeAll} assumes in vain as no test at all.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (HaProxy.isInstalled()) {
				return ConditionEvaluationResult.enabled("HAProxy is installed");
			}
			if (System.getenv("CI") != null) {
				return ConditionEvaluationResult.enabled("CI promises HAProxy");
			}
			return ConditionEvaluationResult.disabled("This test needs HAProxy. " + HaProxy.REMEDY);
		}

	}

}
