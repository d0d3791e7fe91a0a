package dev.lastcall.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The order service.
 */
@SpringBootApplication
@EnableScheduling
public class OrderServiceApplication {

	/**
	 * Starts the order service.
	 * @param args properties, such as {@code --server.port=8090}
	 */
	public static void main(String[] args) {
		SpringApplication.run(OrderServiceApplication.class, args);
	}

}
