package dev.lastcall.sample.order;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Makes the sales report, which is slow: it takes as long as the caller says.
 */
@RestController
final class OrderReportController {

	private final OrderRepository orders;

	OrderReportController(OrderRepository orders) {
		this.orders = orders;
	}

	@GetMapping("/orders/report")
	OrderReport report(@RequestParam(defaultValue = "2s") @DurationFormat(
			style = DurationFormat.Style.SIMPLE) @DurationMin @DurationMax(hours = 1) Duration duration) {
		long start = System.nanoTime();
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"The report was interrupted before it was complete; ask for it again.", ex);
		}
		return new OrderReport(this.orders.count(), Duration.ofNanos(System.nanoTime() - start).toMillis());
	}

}
