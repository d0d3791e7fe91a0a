package dev.lastcall.sample.order;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The orders in the database. Thread-safe.
 */
// Not a @Repository, whose proxy could not be final: JdbcClient translates exceptions.
@Component
final class OrderRepository {

	private static final String SELECT = "SELECT id, customer, item, quantity, status, created_at FROM ";

	private final JdbcClient jdbc;

	OrderRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Order add(OrderRequest request) {
		return this.jdbc.sql(SELECT + "FINAL TABLE (INSERT INTO orders (customer, item, quantity) VALUES (?, ?, ?))")
			.params(request.customer(), request.item(), request.quantity())
			.query(Order.class)
			.single();
	}

	Optional<Order> find(long id) {
		return this.jdbc.sql(SELECT + "orders WHERE id = ?").param(id).query(Order.class).optional();
	}

	List<Order> newest(int limit) {
		return this.jdbc.sql(SELECT + "orders ORDER BY id DESC LIMIT ?").param(limit).query(Order.class).list();
	}

	List<Order> newest(OrderStatus status, int limit) {
		return this.jdbc.sql(SELECT + "orders WHERE status = ? ORDER BY id DESC LIMIT ?")
			.params(status.name(), limit)
			.query(Order.class)
			.list();
	}

	long count() {
		return this.jdbc.sql("SELECT COUNT(*) FROM orders").query(Long.class).single();
	}

	Map<OrderStatus, Long> counts() {
		Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
		for (OrderStatus status : OrderStatus.values()) {
			counts.put(status, 0L);
		}
		RowCallbackHandler row = (rs) -> counts.put(OrderStatus.valueOf(rs.getString(1)), rs.getLong(2));
		this.jdbc.sql("SELECT status, COUNT(*) FROM orders GROUP BY status").query(row);
		return counts;
	}

}
