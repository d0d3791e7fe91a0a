package dev.lastcall.web.netty;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The {@link ReactiveShop} as a process of its own, which says on which port it listens.
 */
public final class ReactiveProcess {

	private ReactiveProcess() {
	}

	public static void main(String[] arguments) {
		ConfigurableApplicationContext context = SpringApplication.run(ReactiveShop.class, arguments);
		System.out.println("port=" + context.getEnvironment().getRequiredProperty("local.server.port"));
	}

}
