package dev.lastcall.sample;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:clean-exit", "sample.fulfilment.duration=1ms",
		"sample.fulfilment.queue-capacity=50", "sample.fulfilment.resubmission.initial-delay=5ms",
		"sample.fulfilment.resubmission.interval=5ms", "sample.invoices.flush-interval=5ms" })
@AutoConfigureMockMvc
@DirtiesContext
class CleanExitTests {

	private static final int ORDERS = 300;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	@Qualifier("fulfilmentExecutor")
	private ThreadPoolTaskExecutor executor;

	@Autowired
	@Qualifier("invoiceDrain")
	private Drain drain;

	@Test
	void everyAcceptedOrderIsPendingOrHasItsInvoice() throws Exception {
		for (int i = 0; i < ORDERS; i++) {
			assertThat(this.mvc.post()
				.uri("/orders")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 1}")).hasStatus(HttpStatus.ACCEPTED);
		}
		// Without a wait: fulfilments are interrupted, queued ones never run.
		this.executor.setAwaitTerminationSeconds(30);
		this.executor.shutdown();
		this.drain.drain(DrainContext.root(Deadline.after(Duration.ofSeconds(30), Ticker.system()), Ticker.system()));
		assertThat(this.drain.remaining().isNothing()).isTrue();
		long fulfilled = count("orders WHERE status = 'FULFILLED'");
		assertThat(fulfilled).isPositive().isEqualTo(count("invoices"));
		assertThat(fulfilled + count("orders WHERE status = 'PENDING'")).isEqualTo(ORDERS);
	}

	private long count(String from) {
		return this.jdbc.sql("SELECT COUNT(*) FROM " + from).query(Long.class).single();
	}

}
