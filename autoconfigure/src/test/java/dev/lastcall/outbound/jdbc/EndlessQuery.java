package dev.lastcall.outbound.jdbc;

import java.util.concurrent.CountDownLatch;

/**
 * A query that does not end by itself, and a function of the database that it calls.
 */
public final class EndlessQuery {

	public static final String ALIAS = "CREATE ALIAS UNDER_WAY FOR '%s.underWay'"
		.formatted(EndlessQuery.class.getName());

	public static final String SQL = "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000000000) WHERE UNDER_WAY(X)";

	private static volatile CountDownLatch latch = new CountDownLatch(1);

	private EndlessQuery() {
	}

	public static CountDownLatch next() {
		latch = new CountDownLatch(1);
		return latch;
	}

	/**
	 * Called by the database for each row.
	 */
	public static boolean underWay(long row) {
		latch.countDown();
		return true;
	}

}
