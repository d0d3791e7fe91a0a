package dev.lastcall.web.stream.servlet;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.lastcall.drain.Drain;
import dev.lastcall.fixture.TestSurroundings;

/**
 * An application with streams of every sort.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StreamingApplication {

	static ConfigurableApplicationContext start(Drain drain, String... arguments) {
		SpringApplication application = new SpringApplication(StreamingApplication.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton(drain.name(), drain));
		application.setDefaultProperties(Map.of("server.port", "0"));
		return application.run(arguments);
	}

	static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Bean
	Streams streams() {
		return new Streams();
	}

	@Bean
	RouterFunction<ServerResponse> functional(Streams streams) {
		return RouterFunctions.route().GET("/functional", (request) -> ServerResponse.sse(streams::open)).build();
	}

}
