package dev.lastcall.web.netty;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.Closing;
import dev.lastcall.fixture.HeldDrain;
import dev.lastcall.fixture.TestSurroundings;
import dev.lastcall.web.RequestGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@link ReactiveShop} on Reactor Netty, whose termination a test holds in the stages
 * it looks at.
 */
final class RunningShop implements AutoCloseable {

	private final HeldDrain lingering = new HeldDrain("held-linger", Stage.LINGER);

	private final HeldDrain working = new HeldDrain("held-work", Stage.WORK);

	private final ConfigurableApplicationContext context;

	private Closing closing;

	RunningShop(String... arguments) {
		SpringApplication application = new SpringApplication(ReactiveShop.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(new TestSurroundings(), (context) -> {
			context.getBeanFactory().registerSingleton("held-linger", this.lingering);
			context.getBeanFactory().registerSingleton("held-work", this.working);
		});
		application.setDefaultProperties(Map.of("server.port", "0", "lastcall.web.probe-paths", "/probe"));
		this.context = application.run(arguments);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	ShopHandlers handlers() {
		return this.context.getBean(ShopHandlers.class);
	}

	RequestGate gate() {
		return this.context.getBean(RequestGate.class);
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	// Begins to close, and comes as far as the end of the linger, which is held.
	RunningShop untilLinger() throws InterruptedException {
		this.closing = Closing.of(this.context);
		this.lingering.awaitBegun();
		return this;
	}

	// As above, and until the clients of open connections will hear of it.
	RunningShop untilAsked() throws InterruptedException {
		untilLinger();
		await(() -> this.context.getBean(NettyConnections.class)
			.open()
			.stream()
			.allMatch((connection) -> connection.channel().pipeline().get(Departing.NAME) != null));
		return this;
	}

	RunningShop untilWork() throws InterruptedException {
		if (this.closing == null) {
			untilLinger();
		}
		this.lingering.release();
		this.working.awaitBegun();
		return this;
	}

	void untilEnd() throws InterruptedException {
		untilWork();
		this.working.release();
		this.closing.awaitEnd();
	}

	// Something that happens on another thread soon.
	static void await(BooleanSupplier condition) throws InterruptedException {
		assertThat(DrainContext.root(Deadline.after(Duration.ofSeconds(20), Ticker.system()), Ticker.system())
			.await(condition)).isTrue();
	}

	@Override
	public void close() {
		this.lingering.release();
		this.working.release();
		this.context.close();
	}

}
