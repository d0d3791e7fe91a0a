package dev.lastcall.web.websocket.servlet;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import dev.lastcall.drain.Drain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.web.stream.FinishesItself;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with WebSocket handlers of every sort.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@EnableWebSocketMessageBroker
class WebSocketApplication implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

	static ConfigurableApplicationContext start(Drain drain, String... arguments) {
		SpringApplication application = new SpringApplication(WebSocketApplication.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(),
				(context) -> context.getBeanFactory().registerSingleton(drain.name(), drain));
		application.setDefaultProperties(Map.of("server.port", "0"));
		return application.run(arguments);
	}

	static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private final Echo echo = new Echo();

	private final Subscriptions subscriptions = new Subscriptions();

	@Bean
	Echo echoOfThisTest() {
		return this.echo;
	}

	@Bean
	Subscriptions subscriptions() {
		return this.subscriptions;
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(this.echo, "/plain");
		registry.addHandler(this.echo, "/sockjs").withSockJS();
		registry.addHandler(new Patient(), "/patient");
	}

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/stomp");
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(this.subscriptions);
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableSimpleBroker("/topic");
	}

	static class Echo extends TextWebSocketHandler {

		final CountDownLatch closed = new CountDownLatch(1);

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			session.sendMessage(new TextMessage("echo " + message.getPayload()));
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.closed.countDown();
		}

	}

	@FinishesItself
	private static final class Patient extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			session.close();
		}

	}

	/**
	 * Knows when the broker knows a subscription.
	 */
	static class Subscriptions implements ExecutorChannelInterceptor {

		private final CompletableFuture<Boolean> first = new CompletableFuture<>();

		@Override
		public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
				@Nullable Exception failure) {
			if (handler instanceof SimpleBrokerMessageHandler
					&& SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) == SimpMessageType.SUBSCRIBE) {
				this.first.complete(true);
			}
		}

		void awaitOne() throws Exception {
			assertThat(this.first.get(10, TimeUnit.SECONDS)).isTrue();
		}

	}

}
