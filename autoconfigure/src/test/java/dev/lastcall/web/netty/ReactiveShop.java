package dev.lastcall.web.netty;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import dev.lastcall.drain.DrainContext;

/**
 * An application with one handler of each sort.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ReactiveShop {

	@Bean
	ShopHandlers handlers(DrainContext work) {
		return new ShopHandlers(work);
	}

	// Without the two seconds of quiet that Reactor Netty waits for before it ends.
	@Bean
	ReactorResourceFactory resources() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

	@Bean
	HandlerMapping webSockets(ShopHandlers handlers) {
		WebSocketHandler echo = (session) -> session.send(session.receive().doOnNext((message) -> message.retain()));
		return new SimpleUrlHandlerMapping(Map.of("/echo", echo), -1);
	}

}
