package dev.lastcall.sample.order;

import java.net.URI;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.lastcall.sample.fulfilment.FulfilmentQueue;

/**
 * Takes orders and shows them.
 */
@RestController
// An Accept header that cannot be met must be refused before the order is stored.
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {

	private final OrderRepository orders;

	private final FulfilmentQueue fulfilment;

	OrderController(OrderRepository orders, FulfilmentQueue fulfilment) {
		this.orders = orders;
		this.fulfilment = fulfilment;
	}

	@PostMapping
	ResponseEntity<Order> accept(@Valid @RequestBody OrderRequest request) {
		Order order = this.orders.add(request);
		// Stored, so it cannot be lost: without room in the queue it is resubmitted.
		this.fulfilment.submit(order.id());
		return ResponseEntity.accepted().location(URI.create("/orders/" + order.id())).body(order);
	}

	@GetMapping("/{id}")
	Order show(@PathVariable long id) {
		return this.orders.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order '" + id + "'."));
	}

	@GetMapping
	List<Order> list(@RequestParam(required = false) @Nullable OrderStatus status,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
		return (status != null) ? this.orders.newest(status, limit) : this.orders.newest(limit);
	}

	@GetMapping("/counts")
	Map<OrderStatus, Long> counts() {
		return this.orders.counts();
	}

}
