package dev.lastcall;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class ReactiveArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.lastcall");

	@Test
	void webFluxIsSeenByItsAdapterOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("..reactive..", "..autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web.reactive..", "org.springframework.http.server.reactive..",
					"org.springframework.boot.webflux..")
			.because("WebFlux is optional; put what needs it in '..reactive..'")
			.check(CLASSES);
	}

	@Test
	void nettyIsSeenByItsAdapterOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("..netty..", "..autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "reactor.netty..", "org.springframework.boot.reactor.netty..")
			.because("Netty is optional; put what needs it in '..netty..'")
			.check(CLASSES);
	}

}
