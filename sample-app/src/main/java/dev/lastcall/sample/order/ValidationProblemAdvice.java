package dev.lastcall.sample.order;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * Names the fields in the problem details (RFC 9457) of a request that is not valid. All
 * other problem details are those of Spring.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ValidationProblemAdvice {

	@ExceptionHandler
	ProblemDetail body(MethodArgumentNotValidException ex) {
		return problem(ex.getBody(),
				ex.getFieldErrors().stream().map((error) -> fieldProblem(error.getField(), error)));
	}

	@ExceptionHandler
	ProblemDetail parameters(HandlerMethodValidationException ex) {
		return problem(ex.getBody(), ex.getParameterValidationResults().stream().flatMap((result) -> {
			String name = parameterName(result);
			return result.getResolvableErrors().stream().map((error) -> fieldProblem(name, error));
		}));
	}

	private static ProblemDetail problem(ProblemDetail problem, Stream<FieldProblem> errors) {
		// The validator has no order of its own.
		problem.setProperty("errors",
				errors.sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message)).toList());
		return problem;
	}

	private static String parameterName(ParameterValidationResult result) {
		return Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "unknown");
	}

	private static FieldProblem fieldProblem(String field, MessageSourceResolvable error) {
		return new FieldProblem(field, Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"));
	}

}
