package dev.lastcall.sample.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The wish for an order.
 *
 * @param customer who orders
 * @param item what is ordered
 * @param quantity how many of them; boxed, so that a missing one is a validation error
 * with a field name
 */
record OrderRequest(@NotBlank @Size(max = 100) String customer, @NotBlank @Size(max = 100) String item,
		@NotNull @Min(1) @Max(1000) Integer quantity) {
}
