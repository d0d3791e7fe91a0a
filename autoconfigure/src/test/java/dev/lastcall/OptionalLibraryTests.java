package dev.lastcall;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A library that an application may not have is seen by its adapter only.
 */
class OptionalLibraryTests {

	private static final String AUTO_CONFIGURATION = "..autoconfigure..";

	static List<Library> libraries() {
		return List.of(new Library("Actuator", List.of("org.springframework.boot.actuate.."), List.of("..actuate..")),
				new Library("Micrometer", List.of("io.micrometer.."), List.of("..metrics..", "..propagation..")),
				new Library("the servlet API", List.of("jakarta.servlet..", "org.springframework.boot.web.servlet.."),
						List.of("..servlet..")),
				new Library("Tomcat",
						List.of("org.apache.catalina..", "org.apache.coyote..", "org.apache.tomcat..",
								"org.springframework.boot.tomcat.."),
						List.of("..tomcat..")),
				new Library("Jetty", List.of("org.eclipse.jetty..", "org.springframework.boot.jetty.."),
						List.of("..jetty..")),
				new Library("Netty",
						List.of("io.netty..", "reactor.netty..", "org.springframework.boot.reactor.netty.."),
						List.of("..netty..")),
				new Library("WebFlux",
						List.of("org.springframework.web.reactive..", "org.springframework.http.server.reactive..",
								"org.springframework.boot.webflux.."),
						List.of("..reactive..")),
				new Library("Spring JDBC", List.of("org.springframework.jdbc.."), List.of("..jdbc..")));
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void libraryIsSeenByItsAdapterOnly(Library library) {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(
					Stream.concat(Stream.of(AUTO_CONFIGURATION), library.adapters().stream()).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(library.packages().toArray(String[]::new))
			.because("%s is optional; put what needs it in %s".formatted(library.name(), library.adapters()))
			.check(ArchitectureTests.CLASSES);
	}

	@Test
	void springTestIsSeenByItsAdapterOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("dev.lastcall.test.context")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.test..", "org.springframework.boot.test..")
			.because("Spring's tests are not on the class path of an application")
			.check(ArchitectureTests.CLASSES);
	}

	/**
	 * A library that an application may not have.
	 *
	 * @param name what it is called
	 * @param packages its packages
	 * @param adapters the packages that may see it
	 */
	record Library(String name, List<String> packages, List<String> adapters) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
