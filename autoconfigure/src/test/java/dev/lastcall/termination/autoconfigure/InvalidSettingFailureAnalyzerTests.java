package dev.lastcall.termination.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.lastcall.drain.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidSettingFailureAnalyzerTests {

	private final InvalidSettingFailureAnalyzer analyzer = new InvalidSettingFailureAnalyzer();

	@Test
	void problemAndRemedyAreReportedHoweverDeepTheyAre() {
		InvalidSettingException cause = new InvalidSettingException("The bar is closed.", "Open it.");
		FailureAnalysis analysis = this.analyzer
			.analyze(new IllegalStateException("a", new RuntimeException("b", cause)));
		assertThat(analysis.getDescription()).isEqualTo("The bar is closed.");
		assertThat(analysis.getAction()).isEqualTo("Open it.");
		assertThat(analysis.getCause()).isSameAs(cause);
	}

	@Test
	void otherFailuresAreNotItsBusiness() {
		assertThat(this.analyzer.analyze(new IllegalStateException("a"))).isNull();
	}

	// Whatever the order of the jars.
	@Test
	void analyzerComesBeforeThoseOfSpringBoot() {
		List<FailureAnalyzer> analyzers = new ArrayList<>(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, null, (type, implementation, ex) -> {
			}));
		Collections.reverse(analyzers);
		AnnotationAwareOrderComparator.sort(analyzers);
		assertThat(analyzers).hasSizeGreaterThan(5).first().isInstanceOf(InvalidSettingFailureAnalyzer.class);
	}

}
