package dev.lastcall.sample.invoice;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import dev.lastcall.sample.OrderDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InvoiceOutboxTests {

	private final OrderDatabase database = new OrderDatabase();

	private final InvoiceRepository repository = new InvoiceRepository(this.database.template(),
			this.database.transaction());

	private final InvoiceOutbox outbox = new InvoiceOutbox(this.repository);

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void addedInvoiceIsBufferedNotWritten() {
		this.outbox.add(this.database.addOrder());
		assertThat(this.outbox.size()).isOne();
		assertThat(this.repository.count()).isZero();
	}

	@Test
	void flushWritesWhatIsBuffered() {
		this.outbox.add(this.database.addOrder());
		this.outbox.add(this.database.addOrder());
		this.outbox.flush();
		assertThat(this.outbox.size()).isZero();
		assertThat(this.repository.count()).isEqualTo(2);
	}

	@Test
	void flushOfNothingDoesNotTouchDatabase() {
		this.database.breakTable("invoices");
		this.outbox.flush();
		assertThat(this.outbox.size()).isZero();
	}

	@Test
	void failedFlushKeepsInvoicesForTheNextOne() {
		this.outbox.add(this.database.addOrder());
		this.outbox.add(this.database.addOrder());
		this.database.breakTable("invoices");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(this.outbox::flush);
		assertThat(this.outbox.size()).isEqualTo(2);
		this.database.repairTable("invoices");
		this.outbox.flush();
		assertThat(this.outbox.size()).isZero();
		assertThat(this.repository.count()).isEqualTo(2);
	}

	@Test
	void failedFlushWritesNoPartOfTheBatch() {
		this.outbox.add(this.database.addOrder());
		this.outbox.add(-1);
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(this.outbox::flush);
		assertThat(this.outbox.size()).isEqualTo(2);
		assertThat(this.repository.count()).isZero();
	}

	@Test
	void flushWhoseOutcomeWasUnknownIsRepeatedWithoutDuplicates() {
		AtomicInteger attempts = new AtomicInteger();
		InvoiceOutbox outbox = outbox(() -> {
			if (attempts.incrementAndGet() == 1) {
				throw new IllegalStateException("The connection was lost after the commit.");
			}
		});
		outbox.add(this.database.addOrder());
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(outbox::flush);
		assertThat(this.repository.count()).isOne();
		assertThat(outbox.size()).isOne();
		outbox.flush();
		assertThat(this.repository.count()).isOne();
		assertThat(outbox.size()).isZero();
	}

	@Test
	void invoiceAddedDuringFlushStaysForTheNextOne() {
		InvoiceOutbox[] holder = new InvoiceOutbox[1];
		AtomicInteger flushes = new AtomicInteger();
		holder[0] = outbox(() -> {
			if (flushes.incrementAndGet() == 1) {
				holder[0].add(this.database.addOrder());
			}
		});
		InvoiceOutbox outbox = holder[0];
		outbox.add(this.database.addOrder());
		outbox.flush();
		assertThat(outbox.size()).isOne();
		assertThat(this.repository.count()).isOne();
		outbox.flush();
		assertThat(outbox.size()).isZero();
		assertThat(this.repository.count()).isEqualTo(2);
	}

	@Test
	void sizeDoesNotWaitForFlushAndCountsWhatIsBeingWritten() {
		InvoiceOutbox[] holder = new InvoiceOutbox[1];
		AtomicInteger sizeDuringFlush = new AtomicInteger();
		holder[0] = outbox(() -> sizeDuringFlush
			.set(CompletableFuture.supplyAsync(holder[0]::size).orTimeout(10, TimeUnit.SECONDS).join()));
		InvoiceOutbox outbox = holder[0];
		outbox.add(this.database.addOrder());
		outbox.flush();
		assertThat(sizeDuringFlush).hasValue(1);
	}

	private InvoiceOutbox outbox(Runnable afterCommit) {
		return new InvoiceOutbox(new InvoiceRepository(this.database.template(),
				new InterceptedTransaction(this.database.transaction(), afterCommit)));
	}

	private record InterceptedTransaction(TransactionOperations delegate,
			Runnable afterCommit) implements TransactionOperations {

		@Override
		public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
			T result = this.delegate.execute(action);
			this.afterCommit.run();
			return result;
		}

	}

}
