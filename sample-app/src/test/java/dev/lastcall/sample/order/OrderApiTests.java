package dev.lastcall.sample.order;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:order-api", "sample.fulfilment.duration=1h",
		"sample.fulfilment.resubmission.initial-delay=1h", "sample.invoices.flush-interval=1h",
		"lastcall.budget.grace-period=1s", "lastcall.budget.margin=0s" })
@AutoConfigureMockMvc
class OrderApiTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private OrderRepository orders;

	@Test
	void acceptsOrder() {
		MvcTestResult result = post("""
				{"customer": "ann", "item": "tea", "quantity": 3}""");
		Order order = this.orders.newest(1).get(0);
		assertThat(result).hasStatus(HttpStatus.ACCEPTED)
			.hasHeader(HttpHeaders.LOCATION, "/orders/" + order.id())
			.bodyJson()
			.isStrictlyEqualTo(
					"""
							{"id": %d, "customer": "ann", "item": "tea", "quantity": 3, "status": "PENDING", "createdAt": "%s"}"""
						.formatted(order.id(), order.createdAt()));
	}

	@Test
	void acceptsSmallestAndLargestOrder() {
		String name = "x".repeat(100);
		assertThat(post("""
				{"customer": "x", "item": "x", "quantity": 1}""")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(post("""
				{"customer": "%s", "item": "%s", "quantity": 1000}""".formatted(name, name)))
			.hasStatus(HttpStatus.ACCEPTED);
	}

	@Test
	void showsOrder() {
		Order order = this.orders.add(new OrderRequest("ann", "tea", 3));
		assertThat(this.mvc.get().uri("/orders/{id}", order.id())).hasStatusOk()
			.bodyJson()
			.convertTo(Order.class)
			.isEqualTo(order);
	}

	@Test
	void hasNoOrderThatNobodyPlaced() {
		assertThat(this.mvc.get().uri("/orders/0")).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("There is no order '0'.");
	}

	@Test
	void listsNewestFirst() {
		long older = this.orders.add(new OrderRequest("ann", "tea", 1)).id();
		long newer = this.orders.add(new OrderRequest("bob", "ale", 1)).id();
		assertThat(this.mvc.get().uri("/orders?limit=2")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*].id")
			.asArray()
			.containsExactly(id(newer), id(older));
	}

	@Test
	void listsOrdersInOneStatus() {
		long pending = this.orders.add(new OrderRequest("ann", "tea", 1)).id();
		assertThat(this.mvc.get().uri("/orders?status=PENDING&limit=1")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*].id")
			.asArray()
			.containsExactly(id(pending));
		assertThat(this.mvc.get().uri("/orders?status=FULFILLED")).hasStatusOk().bodyJson().isStrictlyEqualTo("[]");
	}

	@Test
	void listsAtMostFiftyUnlessAsked() {
		for (int i = 0; i < 51; i++) {
			this.orders.add(new OrderRequest("ann", "tea", 1));
		}
		assertThat(this.mvc.get().uri("/orders")).bodyJson().extractingPath("$.length()").isEqualTo(50);
		assertThat(this.mvc.get().uri("/orders?limit=51")).bodyJson().extractingPath("$.length()").isEqualTo(51);
	}

	@Test
	void countsOrdersInEveryStatus() {
		this.orders.add(new OrderRequest("ann", "tea", 1));
		assertThat(this.mvc.get().uri("/orders/counts")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"PENDING": %d, "FULFILLED": 0}""".formatted(this.orders.count()));
	}

	@Test
	void reports() {
		this.orders.add(new OrderRequest("ann", "tea", 1));
		assertThat(this.mvc.get().uri("/orders/report?duration=15ms")).hasStatusOk()
			.bodyJson()
			.convertTo(OrderReport.class)
			.satisfies((report) -> {
				assertThat(report.orders()).isEqualTo(this.orders.count());
				assertThat(report.tookMillis()).isGreaterThanOrEqualTo(15);
			});
	}

	@Test
	void interruptedReportIsUnavailable() {
		Thread.currentThread().interrupt();
		MvcTestResult result = this.mvc.get().uri("/orders/report?duration=1h").exchange();
		assertThat(Thread.interrupted()).as("interrupt restored").isTrue();
		assertThat(result).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("The report was interrupted before it was complete; ask for it again.");
	}

	@Test
	void countsInvoices() {
		assertThat(this.mvc.get().uri("/invoices/count")).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"count\": 0}");
	}

	private MvcTestResult post(String body) {
		return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	// JSONPath makes an Integer of every small number.
	private static int id(long id) {
		return Math.toIntExact(id);
	}

}
