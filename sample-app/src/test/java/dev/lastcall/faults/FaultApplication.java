package dev.lastcall.faults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * The smallest web application that has a fault: the one whose class is given by
 * {@code spring.main.sources}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
public class FaultApplication {

	public static void main(String[] args) {
		SpringApplication.run(FaultApplication.class, args);
	}

	// What code does that ignores every interrupt.
	static void hang() {
		while (true) {
			try {
				Thread.sleep(Long.MAX_VALUE);
			}
			catch (InterruptedException ex) {
				// That is the fault.
			}
		}
	}

}
