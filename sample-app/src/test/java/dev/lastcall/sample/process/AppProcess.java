package dev.lastcall.sample.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running application, seen from outside: its output, its readiness, its signals and
 * its exit code. Whatever does not happen in time is an {@link AssertionError} that ends
 * with the tail of the output. Used by one thread.
 */
public final class AppProcess implements AutoCloseable {

	private static final int TAIL = 6_000;

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

	private final String name;

	private final Process process;

	private final Path output;

	private final URI readiness;

	private final CompletableFuture<Long> exitedAt;

	private long signalledAt = System.nanoTime();

	private OutputReader reader = new OutputReader();

	AppProcess(String name, Process process, Path output, URI readiness) {
		this.name = name;
		this.process = process;
		this.output = output;
		this.readiness = readiness;
		this.exitedAt = process.onExit().thenApply((exited) -> System.nanoTime());
	}

	AppProcess readBy(OutputReader reader) {
		this.reader = reader;
		return this;
	}

	/**
	 * Stops reading the output of a process that is piped.
	 */
	public void stopReading() {
		this.reader.stop();
	}

	/**
	 * Returns the pid of the JVM.
	 * @return the pid
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Whether the process is still there.
	 * @return whether it has not exited
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Returns the processor time that the process has used until now, user and system, as
	 * {@code /proc/<pid>/stat} has it, in steps of 10 ms.
	 * @return the processor time
	 */
	public Duration cpuTime() {
		return this.process.info().totalCpuDuration().orElseThrow(() -> failure("has no processor time any more"));
	}

	/**
	 * Returns what the process has written to its standard output and error until now.
	 * @return the output
	 */
	public String output() {
		try {
			// Not readString, which refuses a character that is only half written.
			return new String(Files.readAllBytes(this.output), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until the output contains something.
	 * @param regex what to look for, anywhere
	 * @param timeout how long to wait
	 * @return the first match
	 */
	public MatchResult awaitOutput(String regex, Duration timeout) {
		Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
		Poll.until(timeout, () -> !isAlive() || pattern.matcher(output()).find());
		// Read once more, because the last words of a process count too.
		Matcher matcher = pattern.matcher(output());
		if (!matcher.find()) {
			throw failure("did not write '%s' within %d ms".formatted(regex, timeout.toMillis()));
		}
		return matcher.toMatchResult();
	}

	/**
	 * Waits until the readiness address answers 200.
	 * @param timeout how long to wait
	 * @return this process
	 */
	public AppProcess awaitReady(Duration timeout) {
		if (!Poll.until(timeout, () -> !isAlive() || isReady()) || !isAlive()) {
			throw failure("was not ready at '%s' within %d ms".formatted(this.readiness, timeout.toMillis()));
		}
		return this;
	}

	/**
	 * Whether the readiness address answers 200 at this moment.
	 * @return whether it does
	 */
	public boolean isReady() {
		try (HttpConnection connection = HttpConnection.open(this.readiness.getPort(), Duration.ofSeconds(5))) {
			return connection.get(this.readiness.getPath()).status() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Sends a signal and starts the clock of {@link #awaitExit(Duration)}.
	 * @param signal the signal without its SIG, such as {@code TERM}
	 */
	public void signal(String signal) {
		this.signalledAt = System.nanoTime();
		send(signal);
	}

	/**
	 * Sends a signal and lets that clock run.
	 * @param signal the signal without its SIG, such as {@code STOP}
	 */
	public void send(String signal) {
		try {
			Process kill = new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(pid())).inheritIO().start();
			if (kill.waitFor() != 0) {
				throw failure("could not be sent SIG" + signal);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until the process is gone.
	 * @param timeout how long to wait
	 * @return its exit code and how long it took since the last signal
	 */
	public Exit awaitExit(Duration timeout) {
		if (!Poll.until(timeout, this.exitedAt::isDone)) {
			throw failure("did not exit within %d ms".formatted(timeout.toMillis()));
		}
		return new Exit(this.process.exitValue(), Duration.ofNanos(this.exitedAt.join() - this.signalledAt));
	}

	/**
	 * Kills the process if it is still there.
	 */
	@Override
	public void close() {
		if (isAlive()) {
			this.process.destroyForcibly();
			awaitExit(KILL_TIMEOUT);
		}
	}

	private AssertionError failure(String what) {
		String state = (isAlive() ? "is alive" : "exited with " + this.process.exitValue());
		String text = output();
		return new AssertionError("'%s' (pid %d, %s) %s. Its output ends with:%n%s".formatted(this.name, pid(), state,
				what, text.substring(Math.max(0, text.length() - TAIL))));
	}

	/**
	 * How a process went.
	 *
	 * @param code the exit code, 128 plus the signal for one that died of a signal
	 * @param took how long it took since the last signal, or since the start without one;
	 * includes the few milliseconds of the process that sends the signal
	 */
	public record Exit(int code, Duration took) {
	}

}
