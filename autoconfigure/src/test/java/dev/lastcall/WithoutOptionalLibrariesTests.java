package dev.lastcall;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.kenai.jffi.Library;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;

import dev.lastcall.drain.Drain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.termination.Coordinator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code FilteredClassLoader} hides classes from conditions only; here the libraries are
 * really gone.
 */
class WithoutOptionalLibrariesTests {

	private static final String ACTUATOR = "spring-boot-(actuator|health).*";

	private static final String MICROMETER = "(micrometer-(core|jakarta9)|spring-boot-micrometer-metrics).*";

	private static final String CONTEXT_PROPAGATION = "context-propagation.*";

	private static final String SPRING_MVC = "spring-(webmvc|boot-webmvc).*";

	private static final String WEB = "(tomcat|jetty|jakarta.servlet-api|spring-web|spring-boot-(tomcat|jetty|webmvc|servlet|web-server|websocket)).*";

	private static final String JFFI = "jffi.*";

	@Test
	void applicationLivesWithoutActuator() throws Exception {
		assertThat(drainsWithout(ACTUATOR, Endpoint.class)).contains("readiness", "http-requests",
				"application-context");
	}

	@Test
	void applicationLivesWithoutMicrometer() throws Exception {
		assertThat(drainsWithout(MICROMETER, MeterRegistry.class)).contains("readiness", "http-requests",
				"application-context");
	}

	@Test
	void applicationLivesWithoutJffi() throws Exception {
		assertThat(drainsWithout(JFFI, Library.class)).contains("readiness", "http-requests", "application-context");
	}

	@Test
	void applicationLivesWithoutContextPropagation() throws Exception {
		assertThat(drainsWithout(CONTEXT_PROPAGATION, ContextRegistry.class)).contains("readiness", "http-requests",
				"application-context");
	}

	@Test
	void applicationLivesWithoutSpringMvc() throws Exception {
		assertThat(drainsWithout(SPRING_MVC, DispatcherServlet.class)).contains("readiness", "http-requests",
				"application-context");
	}

	@Test
	void applicationLivesWithoutAnyOfThem() throws Exception {
		assertThat(drainsWithout(String.join("|", ACTUATOR, MICROMETER, CONTEXT_PROPAGATION, WEB, JFFI), Endpoint.class,
				MeterRegistry.class, Filter.class, DispatcherServlet.class, Tomcat.class, Library.class))
			.contains("readiness", "application-context")
			.doesNotContain("http");
	}

	private static String drainsWithout(String libraries, Class<?>... gone) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = classPathWithout(Pattern.compile(libraries))) {
			assertThat(gone).noneMatch((type) -> ClassUtils.isPresent(type.getName(), loader));
			thread.setContextClassLoader(loader);
			return (String) loader.loadClass(Application.class.getName()).getMethod("startAndEnd").invoke(null);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URLClassLoader classPathWithout(Pattern libraries) {
		URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((path) -> !libraries.matcher(path.getFileName().toString()).matches())
			.map(WithoutOptionalLibrariesTests::url)
			.toArray(URL[]::new);
		return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

		public static String startAndEnd() {
			String tomcat = "org.apache.catalina.webresources.TomcatURLStreamHandlerFactory";
			if (ClassUtils.isPresent(tomcat, null)) {
				// A JVM has only one, and that may be another Tomcat's.
				TomcatURLStreamHandlerFactory.disable();
			}
			SpringApplication application = new SpringApplication(Application.class);
			application.setRegisterShutdownHook(false);
			application.addInitializers(new TestSurroundings());
			application.setDefaultProperties(
					Map.of("server.port", "0", "management.endpoints.web.exposure.include", "drain,signals"));
			try (ConfigurableApplicationContext context = application.run()) {
				return context.getBean(Coordinator.class)
					.drains()
					.stream()
					.map(Drain::name)
					.collect(Collectors.joining(" "));
			}
		}

	}

}
