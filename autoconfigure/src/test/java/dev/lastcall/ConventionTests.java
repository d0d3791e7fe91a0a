package dev.lastcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

class ConventionTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.lastcall");

	@Test
	void autoConfigurationsArePublicAndFinal() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.because("users exclude them by their class and must not extend them")
			.check(CLASSES);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.because("nobody calls them but Spring")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsHaveNoPublicMethods() {
		ArchRuleDefinition.noMethods()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.because("they are not an API; make them private")
			.check(CLASSES);
	}

	@Test
	void publicFieldsAreConstants() {
		ArchRuleDefinition.fields()
			.that()
			.arePublic()
			.should()
			.beStatic()
			.andShould()
			.beFinal()
			.because("state belongs to its class; offer a method")
			.check(CLASSES);
	}

	@Test
	void beansAreDeclaredAndNotFound() {
		ArchRuleDefinition.noClasses()
			.should()
			.beAnnotatedWith(Component.class)
			.orShould()
			.beAnnotatedWith(ComponentScan.class)
			.because("a starter does not scan; declare a bean in an auto-configuration")
			.check(CLASSES);
	}

	@Test
	void dependenciesComeThroughConstructors() {
		ArchRuleDefinition.noMembers()
			.should()
			.beAnnotatedWith(Autowired.class)
			.orShould()
			.beAnnotatedWith("jakarta.annotation.PostConstruct")
			.orShould()
			.beAnnotatedWith("jakarta.annotation.PreDestroy")
			.orShould()
			.beAnnotatedWith("jakarta.inject.Inject")
			.because("an object is complete when it is constructed; take what it needs in the constructor")
			.check(CLASSES);
	}

	@Test
	void onlyTheTickerReadsTheClockAndWaits() {
		ArchRuleDefinition.noClasses()
			// Tomcat notes the time of day at which a connection was last used.
			.that(areNot("dev.lastcall.drain.Ticker", "dev.lastcall.test.SteppedTicker",
					"dev.lastcall.web.tomcat.TomcatConnection"))
			// It knows nobody, not even the ticker, and what it measures is the kernel's.
			.and()
			.resideOutsideOfPackages("dev.lastcall.signal.jdk", "dev.lastcall.signal.nativetier",
					"dev.lastcall.signal.deadline")
			.should()
			.accessTargetWhere(calls(System.class, "nanoTime|currentTimeMillis"))
			.orShould()
			.accessTargetWhere(calls(Thread.class, "sleep|onSpinWait"))
			.orShould()
			.accessTargetWhere(calls(TimeUnit.class, "sleep|timedWait"))
			.orShould()
			.accessTargetWhere(calls(Object.class, "wait"))
			.orShould()
			.accessTargetWhere(targets("java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*"))
			.orShould()
			.accessTargetWhere(targets("java\\.time\\..*\\.now"))
			.because("tests step the clock and do not sleep; take a Ticker in the constructor")
			.check(CLASSES);
	}

	@Test
	void onlyTheJvmEndsTheJvm() {
		ArchRuleDefinition.noClasses()
			.that(areNot("dev.lastcall.exit.Jvm"))
			.should()
			.accessTargetWhere(calls(Runtime.class, "exit|halt|addShutdownHook|removeShutdownHook"))
			.orShould()
			.accessTargetWhere(calls(System.class, "exit"))
			.because("tests must outlive a termination; take a Jvm in the constructor")
			.check(CLASSES);
	}

	@Test
	void threadsAreMadeInOnePlace() {
		ArchRuleDefinition.noClasses()
			.that(areNot("dev.lastcall.drain.Threads", "dev.lastcall.exit.Jvm",
					"dev.lastcall.signal.nativetier.SignalThreads", "dev.lastcall.signal.handover.Lead"))
			.should()
			.accessTargetWhere(calls(Thread.class, "<init>|startVirtualThread|ofPlatform|ofVirtual"))
			.orShould()
			.accessTargetWhere(targets("java\\.util\\.concurrent\\.(Executors|Timer|ForkJoinPool)\\..*"))
			.orShould()
			.beAssignableTo(Thread.class)
			.because("every thread has a name and is a daemon; use Threads.daemon, and a Lead is a thread to be found")
			.check(CLASSES);
	}

	@Test
	void classesAreNamedForWhatTheyAre() {
		ArchRuleDefinition.noClasses()
			.should()
			.haveSimpleNameEndingWith("Util")
			.orShould()
			.haveSimpleNameEndingWith("Utils")
			.orShould()
			.haveSimpleNameEndingWith("Helper")
			.orShould()
			.haveSimpleNameEndingWith("Manager")
			.orShould()
			.haveSimpleNameEndingWith("Impl")
			.because("such names say nothing; name the class for what it is")
			.check(CLASSES);
	}

	@Test
	void classesAreFinal() {
		ArchRuleDefinition.classes()
			.that()
			.areTopLevelClasses()
			.and()
			.areNotInterfaces()
			.and()
			.arePublic()
			.should()
			.haveModifier(JavaModifier.FINAL)
			.because("nothing is made to be extended; offer an interface instead")
			.check(CLASSES);
	}

	@Test
	void internalsOfTheJdkAreNotLinked() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("sun..", "jdk..", "com.sun..")
			.because("the module 'jdk.unsupported' may be missing; go through SunMiscSignals")
			.check(CLASSES);
	}

	// By reflection a class is named in a string, which ArchUnit does not see.
	@Test
	void internalsOfTheJdkAreNamedOnce() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			assertThat(files.filter((file) -> Files.isRegularFile(file) && contains(file, "\"sun.misc"))
				.map((file) -> file.getFileName().toString())).as("one place falls back when it is missing")
				.containsExactly("SunMiscSignals.java");
		}
	}

	private static boolean contains(Path file, String text) {
		try {
			return Files.readString(file).contains(text);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static DescribedPredicate<JavaClass> areNot(String... names) {
		return DescribedPredicate.describe("are not " + String.join(", ", names), (type) -> Stream.of(names)
			.noneMatch((name) -> type.getName().equals(name) || type.getName().startsWith(name + "$")));
	}

	private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String names) {
		return DescribedPredicate.describe("%s.%s".formatted(owner.getSimpleName(), names),
				(access) -> access.getTargetOwner().isAssignableTo(owner)
						&& access.getTarget().getName().matches(names));
	}

	private static DescribedPredicate<JavaAccess<?>> targets(String names) {
		return DescribedPredicate.describe(names,
				(access) -> (access.getTargetOwner().getName() + "." + access.getTarget().getName()).matches(names));
	}

}
