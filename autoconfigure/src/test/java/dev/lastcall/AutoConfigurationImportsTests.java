package dev.lastcall;

import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class AutoConfigurationImportsTests {

	private static final String ROOT = "dev.lastcall";

	private static final long MOST_BEANS = 6;

	@Test
	void everyAutoConfigurationIsListedAndNothingElse() {
		assertThat(listed())
			.containsExactlyElementsOf(found(CanBeAnnotated.Predicates.annotatedWith(AutoConfiguration.class)))
			.isNotEmpty();
	}

	@Test
	void everyFailureAnalyzerIsListed() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, null, (type, name, ex) -> {
			})).extracting((analyzer) -> analyzer.getClass().getName())
			.containsAll(found(JavaClass.Predicates.assignableTo(FailureAnalyzer.class)));
	}

	@Test
	void noAutoConfigurationHasMoreThanSixBeans() {
		for (String name : listed()) {
			Class<?> type = ClassUtils.resolveClassName(name, null);
			long methods = Arrays.stream(type.getDeclaredMethods())
				.filter((it) -> it.isAnnotationPresent(Bean.class))
				.count();
			Import imports = type.getAnnotation(Import.class);
			assertThat(methods + ((imports != null) ? imports.value().length : 0)).as(name).isBetween(1L, MOST_BEANS);
		}
	}

	@Test
	void everyBeanIsNamedForLastCall() {
		for (String name : listed()) {
			assertThat(Arrays.stream(ClassUtils.resolveClassName(name, null).getDeclaredMethods())
				.filter((it) -> it.isAnnotationPresent(Bean.class))).as(name)
				.allMatch((it) -> it.getName().startsWith("lastcall"));
		}
	}

	private static List<String> listed() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith(ROOT))
			.toList();
	}

	private static List<String> found(DescribedPredicate<? super JavaClass> predicate) {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(ROOT)
			.that(predicate)
			.stream()
			.map(JavaClass::getName)
			.sorted()
			.toList();
	}

}
