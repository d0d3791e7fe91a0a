package dev.lastcall.outbound.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcStatement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.lastcall.outbound.CancelledWhile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(60)
class CancellableDataSourceTests {

	private final CancelledWhile cancelled = new CancelledWhile();

	private final CountDownLatch underWay = EndlessQuery.next();

	private HikariDataSource pool;

	private DataSource source;

	@BeforeEach
	void open() {
		JdbcDataSource database = new JdbcDataSource();
		database.setUrl("jdbc:h2:mem:");
		this.pool = new HikariDataSource();
		this.pool.setDataSource(database);
		this.pool.setMaximumPoolSize(1);
		this.source = new CancellableDataSource(this.pool);
		new JdbcTemplate(this.source).execute(EndlessQuery.ALIAS);
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void preparedStatementIsCancelledAndTheConnectionLivesOn() throws Exception {
		Throwable failure = this.cancelled.failure(this.underWay, () -> {
			try (Connection connection = this.source.getConnection();
					PreparedStatement statement = connection.prepareStatement(EndlessQuery.SQL)) {
				return statement.executeQuery();
			}
		});
		assertThat(failure).isInstanceOf(SQLTimeoutException.class)
			.hasMessage("The statement was cancelled: It is time.")
			.hasCauseInstanceOf(SQLException.class);
		assertThat(CancelledWhile.leftAnInterrupt(failure)).isFalse();
		assertThat(new JdbcTemplate(this.source).queryForObject("SELECT 7", Integer.class)).isEqualTo(7);
	}

	@Test
	void plainStatementIsCancelledAndSpringKnowsWhat() throws Exception {
		Throwable failure = this.cancelled.failure(this.underWay,
				() -> new JdbcTemplate(this.source).queryForObject(EndlessQuery.SQL, Long.class));
		assertThat(failure).isInstanceOf(QueryTimeoutException.class);
	}

	@Test
	void failureOfAnotherKindStaysWhatItIs() {
		CancelledWhile.under(this.cancelled.context(),
				() -> assertThat(catchThrowable(() -> new JdbcTemplate(this.source).execute("SELECT NONSENSE")))
					.rootCause()
					.isNotInstanceOf(SQLTimeoutException.class)
					.hasMessageContaining("NONSENSE"));
	}

	@Test
	void statementAfterTheCancellationRuns() {
		this.cancelled.context().cancel(CancelledWhile.REASON);
		CancelledWhile.under(this.cancelled.context(),
				() -> assertThat(new JdbcTemplate(this.source).queryForObject("SELECT 7", Integer.class)).isEqualTo(7));
	}

	@Test
	void everythingCanBeUnwrapped() throws SQLException {
		assertThat(DataSourceUnwrapper.unwrap(this.source, HikariDataSource.class)).isSameAs(this.pool);
		try (Connection connection = this.source.getConnection(); Statement statement = connection.createStatement()) {
			assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
			assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
			assertThat(statement.unwrap(JdbcStatement.class)).isNotNull();
			assertThat(statement.getConnection()).isSameAs(connection)
				.isEqualTo(connection)
				.hasSameHashCodeAs(connection);
			assertThat(connection).isNotEqualTo(statement);
		}
	}

}
