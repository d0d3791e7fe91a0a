package dev.lastcall.termination.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.lastcall.drain.InvalidSettingException;

/**
 * {@link AbstractFailureAnalyzer} for an {@link InvalidSettingException}. Comes before
 * Spring Boot's own, which would explain the failed binding and hide the reason.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
	}

}
