package dev.lastcall.sample;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:order-service", "sample.fulfilment.duration=1ms",
		"sample.fulfilment.resubmission.initial-delay=10ms", "sample.fulfilment.resubmission.interval=10ms",
		"sample.invoices.flush-interval=10ms" })
class OrderServiceApplicationTests {

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Map<String, Executor> executors;

	@Test
	void orderLeftBehindByAnotherInstanceIsFulfilledAndInvoiced() {
		this.jdbc.sql("INSERT INTO orders (customer, item, quantity) VALUES ('ann', 'tea', 1)").update();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.jdbc.sql("SELECT COUNT(*) FROM invoices").query(Long.class).single())
				.isOne());
		assertThat(this.jdbc.sql("SELECT status FROM orders").query(String.class).list()).containsExactly("FULFILLED");
	}

	@Test
	void fulfilmentDoesNotReplaceTheExecutorOfSpringBoot() {
		assertThat(this.executors).containsKeys("fulfilmentExecutor", "applicationTaskExecutor");
	}

}
