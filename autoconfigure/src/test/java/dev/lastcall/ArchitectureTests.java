package dev.lastcall;

import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;

class ArchitectureTests {

	private static final String ROOT = "dev.lastcall.";

	private static final String[] FORBIDDEN_PACKAGES = { "config", "util", "utils", "common", "impl", "helper",
			"service", "manager" };

	static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.lastcall");

	@Test
	void drainAndSignalSeeNobody() {
		assertSeesOnly("drain");
		assertSeesOnly("signal");
	}

	@Test
	void tiersSeeOnlyWhatIsBelowThem() {
		assertSeesOnly("signal.jdk", "signal");
		assertSeesOnly("signal.stub", "signal", "signal.libc");
		assertSeesOnly("signal.deadline", "signal", "signal.libc", "signal.stub");
		assertSeesOnly("signal.nativetier", "signal", "signal.deadline", "signal.libc", "signal.stub");
		assertSeesOnly("signal.handover", "signal", "signal.deadline", "signal.jdk", "signal.nativetier");
	}

	@Test
	void onlyLibcSeesJffi() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(ROOT + "signal.libc")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.kenai.jffi..")
			.because("jffi is optional, and loading it loads a native library; call 'dev.lastcall.signal.libc'")
			.check(CLASSES);
	}

	@Test
	void signalDiagnosisSeesSignalProcWhichSeesNobody() {
		assertSeesOnly("signal.proc");
		assertSeesOnly("signal.diagnosis", "signal.proc");
	}

	@Test
	void signalInspectionSeesTheTiersAndTheDiagnosis() {
		assertSeesOnly("signal.inspection", "signal", "signal.deadline", "signal.diagnosis", "signal.handover",
				"signal.libc", "signal.nativetier", "signal.proc", "signal.stub");
	}

	@Test
	void flightSeesDrain() {
		assertSeesOnly("flight", "drain");
	}

	@Test
	void terminationSeesDrain() {
		assertSeesOnly("termination", "drain");
		assertSeesOnly("termination.report", "drain", "termination");
	}

	@Test
	void exitSeesDrainSignalAndTermination() {
		assertSeesOnly("exit", "drain", "signal", "termination");
	}

	@Test
	void webSeesDrainAndFlight() {
		assertSeesOnly("web", "drain", "flight");
		assertSeesOnly("web.stream", "drain", "web");
	}

	@Test
	void testSeesDrainExitAndSignal() {
		assertSeesOnly("test", "drain", "exit", "signal");
	}

	private void assertSeesOnly(String feature, String... others) {
		String[] allowed = Stream
			.concat(Stream.of("java..", "org.jspecify..", ROOT + feature), Arrays.stream(others).map(ROOT::concat))
			.toArray(String[]::new);
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(ROOT + feature)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(allowed)
			.because(
					"the core speaks through events and stays free of frameworks; put adapters in a role package below")
			.check(CLASSES);
	}

	@Test
	void lifecyclesLiveInContext() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("..context..")
			.should()
			.beAssignableTo(Lifecycle.class)
			.because("the order of Spring's phases is decided in one place; put a drain into a stage instead")
			.check(CLASSES);
	}

	@Test
	void thereIsOneLifecycle() {
		ArchRuleDefinition.classes()
			.that()
			.areAssignableTo(Lifecycle.class)
			.should()
			.haveSimpleName("TerminationLifecycle")
			.because("a second lifecycle would wait for the first, see spring-framework#28277")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreSeenByNobody() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("..autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.lastcall..autoconfigure..")
			.because("arrows point downward; give what is needed to a constructor instead")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices()
			.matching("dev.lastcall.(**)")
			.should()
			.beFreeOfCycles()
			.because("a cycle makes two packages one; use an event for a call back upward")
			.check(CLASSES);
	}

	@Test
	void packagesAreNamedForFeaturesAndRoles() {
		ArchRuleDefinition.noClasses()
			.should()
			.resideInAnyPackage(Arrays.stream(FORBIDDEN_PACKAGES).map("..%s.."::formatted).toArray(String[]::new))
			.because("such names say nothing; name a package for its feature, or for its role in one")
			.check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		ArchRuleDefinition.classes()
			.should(resideInANullMarkedPackage())
			.because("nullness is part of every signature; add a package-info.java with one sentence and @NullMarked")
			.check(CLASSES);
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a package with @NullMarked") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked,
						"%s resides in %s".formatted(type.getName(), type.getPackageName())));
			}

		};
	}

}
