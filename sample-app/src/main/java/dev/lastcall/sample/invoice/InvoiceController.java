package dev.lastcall.sample.invoice;

import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows how many invoices were written.
 */
@RestController
final class InvoiceController {

	private final InvoiceRepository invoices;

	InvoiceController(InvoiceRepository invoices) {
		this.invoices = invoices;
	}

	@GetMapping("/invoices/count")
	Map<String, Long> count() {
		return Map.of("count", this.invoices.count());
	}

}
