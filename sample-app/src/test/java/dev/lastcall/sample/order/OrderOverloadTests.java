package dev.lastcall.sample.order;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:order-overload", "sample.fulfilment.core-size=1",
		"sample.fulfilment.max-size=1", "sample.fulfilment.queue-capacity=1", "sample.fulfilment.duration=1h",
		"sample.fulfilment.resubmission.initial-delay=1h", "sample.invoices.flush-interval=1h",
		"lastcall.budget.grace-period=1s", "lastcall.budget.margin=0s" })
@AutoConfigureMockMvc
class OrderOverloadTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private OrderRepository orders;

	@Autowired
	@Qualifier("fulfilmentExecutor")
	private ThreadPoolTaskExecutor executor;

	@Test
	void orderThatFindsTheQueueFullIsAcceptedAndStaysPending() {
		for (int i = 0; i < 5; i++) {
			assertThat(this.mvc.post()
				.uri("/orders")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 1}")).hasStatus(HttpStatus.ACCEPTED);
		}
		assertThat(this.executor.getThreadPoolExecutor().getTaskCount()).isEqualTo(2);
		assertThat(this.orders.counts()).containsEntry(OrderStatus.PENDING, 5L);
	}

}
