package dev.lastcall.signal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link BridgeProbe} in a process of its own. What waits, waits for at most thirty
 * seconds.
 */
final class BridgeProcess implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String ANSWER = "answer ";

	private final Process process;

	private final Writer orders;

	private final Thread collector;

	// Guarded by itself.
	private final List<String> lines = new ArrayList<>();

	private boolean ended;

	private int answered;

	private BridgeProcess(Process process) {
		this.process = process;
		this.orders = process.outputWriter(StandardCharsets.UTF_8);
		this.collector = new Thread(this::collect, "output");
		this.collector.setDaemon(true);
		this.collector.start();
	}

	static Start with(String... options) {
		return new Start(List.of(options));
	}

	private void collect() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				add(line);
			}
		}
		catch (IOException ex) {
			add(ex.toString());
		}
		synchronized (this.lines) {
			this.ended = true;
			this.lines.notifyAll();
		}
	}

	private void add(String line) {
		synchronized (this.lines) {
			this.lines.add(line);
			this.lines.notifyAll();
		}
	}

	long pid() {
		return Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.filter((process) -> process.info().command().filter((path) -> path.endsWith("/java")).isPresent())
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no JVM: " + told()))
			.pid();
	}

	String order(String order) throws Exception {
		this.orders.write(order + "\n");
		this.orders.flush();
		int number = this.answered++;
		return await((lines) -> lines.stream().filter((line) -> line.startsWith(ANSWER)).count() > number,
				"an answer to " + order)
			.stream()
			.filter((line) -> line.startsWith(ANSWER))
			.skip(number)
			.findFirst()
			.orElseThrow()
			.substring(ANSWER.length());
	}

	void kill(int signal) {
		KernelSignals.kill(pid(), signal);
	}

	void awaitAnswer(String order, String expected) throws Exception {
		long start = System.nanoTime();
		String answer = order(order);
		while (!answer.equals(expected)) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new AssertionError("'%s' is answered with %s instead of %s".formatted(order, answer, expected));
			}
			this.process.waitFor(5, TimeUnit.MILLISECONDS);
			answer = order(order);
		}
	}

	String awaitLine(String part) throws InterruptedException {
		return awaitLines(part, 1).get(0);
	}

	List<String> awaitLines(String part, int count) throws InterruptedException {
		return await((lines) -> lines.stream().filter((line) -> line.contains(part)).count() >= count, part).stream()
			.filter((line) -> line.contains(part))
			.toList();
	}

	private List<String> await(Predicate<List<String>> condition, String what) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		synchronized (this.lines) {
			while (!condition.test(this.lines)) {
				long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				if (this.ended || left <= 0) {
					throw new AssertionError("No %s, but:%n%s".formatted(what, told()));
				}
				this.lines.wait(left);
			}
			return List.copyOf(this.lines);
		}
	}

	List<String> output() {
		synchronized (this.lines) {
			return List.copyOf(this.lines);
		}
	}

	long linesWith(String part) {
		return output().stream().filter((line) -> line.contains(part)).count();
	}

	private String told() {
		return output().stream().filter((line) -> !line.startsWith(ANSWER)).collect(Collectors.joining("\n"));
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	int exitCode() throws InterruptedException {
		if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("It has not ended:\n" + told());
		}
		this.collector.join(PATIENCE.toMillis());
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	/**
	 * How to start the process.
	 */
	static final class Start {

		private final List<String> options;

		private List<String> prefix = List.of("env", "--default-signal");

		private List<String> arguments = List.of();

		private boolean jffi = true;

		private Class<?> main = BridgeProbe.class;

		private Start(List<String> options) {
			this.options = options;
		}

		Start under(String... prefix) {
			this.prefix = List.of(prefix);
			return this;
		}

		Start arguments(String... arguments) {
			this.arguments = List.of(arguments);
			return this;
		}

		Start running(Class<?> main) {
			this.main = main;
			return this;
		}

		Start withoutJffi() {
			this.jffi = false;
			return this;
		}

		BridgeProcess start(Path directory) throws Exception {
			List<String> command = new ArrayList<>(this.prefix);
			command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
					"-Xmx128m", "-XX:-UsePerfData", "-cp", ProbeClassPath.with(this.jffi)));
			command.addAll(this.options);
			command.add(this.main.getName());
			command.addAll(this.arguments);
			BridgeProcess process = new BridgeProcess(
					new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start());
			try {
				process.awaitLine("ready");
				return process;
			}
			catch (Throwable ex) {
				process.close();
				throw ex;
			}
		}

	}

}
