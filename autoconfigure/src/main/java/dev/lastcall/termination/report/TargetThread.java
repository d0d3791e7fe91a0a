package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Report;

/**
 * The thread of a {@link ReportTarget}, because a disk may hang: whoever has something to
 * be written leaves it here and goes on. Thread-safe.
 */
final class TargetThread {

	/**
	 * When the start is over for sure.
	 */
	private static final long WARM_UP_SECONDS = 10;

	/**
	 * How long it waits for memory before it asks again: whoever took all of it may give
	 * some back.
	 */
	private static final long WITHOUT_MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final Path path;

	private final Supplier<ReportTarget> target;

	private final ReportObserver observer;

	private final Thread thread;

	private final AtomicBoolean started = new AtomicBoolean();

	// Never full, unless the disk or the log hangs.
	private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(8);

	// Of this thread only.
	private boolean told;

	TargetThread(String role, Path path, Supplier<ReportTarget> target, ReportObserver observer) {
		this.path = path;
		this.target = target;
		this.observer = observer;
		this.thread = Threads.daemon(role, this::run);
	}

	// Does nothing if it was started before. If the JVM has no thread to give, the next
	// call tries again, and whoever waits in the end waits in vain and says so.
	void start() {
		if (this.started.compareAndSet(false, true)) {
			try {
				this.thread.start();
			}
			catch (OutOfMemoryError ex) {
				this.started.set(false);
			}
		}
	}

	// Asks for the report when there is time to write it; an order that still waits will
	// ask then.
	void update(Supplier<Optional<Report>> report) {
		if (this.orders.isEmpty()) {
			give(new Order((target) -> {
				Optional<Report> soFar = report.get();
				if (soFar.isPresent()) {
					target.update(soFar.get());
				}
			}));
		}
	}

	// What it returns is open once the report is written, or cannot be.
	CountDownLatch end(Report report) {
		return give(new Order((target) -> target.end(report), report.budget().toMillis(), new CountDownLatch(1)));
	}

	private CountDownLatch give(Order order) {
		start();
		// Lost if there is no room: then the disk hangs, and nothing could be written.
		boolean unused = this.orders.offer(order);
		return order.done();
	}

	private void run() {
		try (ReportTarget target = this.target.get()) {
			carryOut(new Order(ReportTarget::begin), target);
			Order order = next(TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS));
			if (order == null) {
				carryOut(new Order(ReportTarget::warmUp), target);
				order = next(Long.MAX_VALUE);
			}
			while (order != null) {
				carryOut(order, target);
				order = next(order.patienceMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			tell(ex);
		}
	}

	// To wait takes memory, too.
	private @Nullable Order next(long patienceMillis) throws InterruptedException {
		while (true) {
			try {
				return this.orders.poll(patienceMillis, TimeUnit.MILLISECONDS);
			}
			catch (OutOfMemoryError ex) {
				Ticker.system().park(WITHOUT_MEMORY_NANOS);
			}
		}
	}

	// Tells what failed when nobody waits any more: it may take as long as a log does.
	private void carryOut(Order order, ReportTarget target) {
		try {
			order.task().carryOut(target);
			order.done().countDown();
		}
		catch (Throwable ex) {
			// Without memory, the message keeps what it said before.
			order.done().countDown();
			tell(ex);
		}
	}

	private void tell(Throwable failure) {
		try {
			if (!this.told) {
				this.observer.onProblem(
						"The report cannot be written to '%s': %s. Look at its file system's space and permissions, or change 'lastcall.report.*'."
							.formatted(this.path, failure));
				this.told = true;
			}
		}
		catch (Throwable ex) {
			// Nor can this be told.
			return;
		}
	}

	/**
	 * What can be done with a target.
	 */
	@FunctionalInterface
	private interface Task {

		void carryOut(ReportTarget target) throws IOException;

	}

	/**
	 * What the thread is to do.
	 *
	 * @param task what to do
	 * @param patienceMillis for how long it waits for another one; where the process
	 * lives on after its termination, the thread need not
	 * @param done open once it has been tried
	 */
	private record Order(Task task, long patienceMillis, CountDownLatch done) {

		private Order(Task task) {
			this(task, Long.MAX_VALUE, new CountDownLatch(1));
		}

	}

}
