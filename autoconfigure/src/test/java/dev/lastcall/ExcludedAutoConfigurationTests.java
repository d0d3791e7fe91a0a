package dev.lastcall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.util.ClassUtils;

import dev.lastcall.fixture.TestSurroundings;

import static org.assertj.core.api.Assertions.assertThat;

class ExcludedAutoConfigurationTests {

	@ParameterizedTest
	@MethodSource("all")
	void applicationStartsWithoutAnyOneOfThem(Class<?> excluded) {
		List<Class<?>> others = new ArrayList<>(all().toList());
		others.remove(excluded);
		new WebApplicationContextRunner().withInitializer(new TestSurroundings())
			.withConfiguration(AutoConfigurations.of(others.toArray(Class<?>[]::new)))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static Stream<Class<?>> all() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.lastcall."))
			.map((name) -> ClassUtils.resolveClassName(name, null));
	}

}
