package dev.lastcall.sample.order;

/**
 * How far an order has come.
 */
enum OrderStatus {

	/**
	 * The order is stored and waits to be fulfilled.
	 */
	PENDING,

	/**
	 * The order is done.
	 */
	FULFILLED

}
