package dev.lastcall.sample.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What it takes to start an application as a process of its own, as often as needed. The
 * process gets nothing from this JVM that a test did not ask for: signals have their
 * default disposition and are not blocked, and the environment is the few variables that
 * say where things are. Not safe for use by several threads.
 */
public final class AppCommand {

	private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

	private final List<String> program;

	private final Path directory;

	private final List<String> jvmOptions = new ArrayList<>();

	private final List<String> arguments = new ArrayList<>();

	private final Map<String, String> environment = new HashMap<>();

	private String name = "app";

	private Path javaHome = Path.of(System.getProperty("java.home"));

	/*
	 * JDK 17 leaves SIGQUIT blocked in its children (JDK-8234262), and a shell leaves INT
	 * and QUIT ignored in what it runs in the background; both survive exec. The option
	 * resets and unblocks, and env execs, so that the pid stays that of the JVM.
	 */
	private List<String> signals = List.of("--default-signal");

	private URI readiness = URI.create("http://127.0.0.1:8080/actuator/health/readiness");

	private boolean piped;

	private AppCommand(Path directory, List<String> program) {
		this.directory = directory;
		this.program = program;
	}

	/**
	 * An application that is an executable jar.
	 * @param jar the jar
	 * @param directory the working directory, which also gets the output
	 * @return the command
	 */
	public static AppCommand jar(Path jar, Path directory) {
		return new AppCommand(directory, List.of("-jar", jar.toAbsolutePath().toString()));
	}

	/**
	 * An application that is a main class.
	 * @param classPath the class path
	 * @param mainClass the name of the class
	 * @param directory the working directory, which also gets the output
	 * @return the command
	 */
	public static AppCommand mainClass(String classPath, String mainClass, Path directory) {
		return new AppCommand(directory, List.of("-cp", classPath, mainClass));
	}

	/**
	 * Names the process in messages and its output file, instead of {@code app}.
	 * @param name the name
	 * @return this command
	 */
	public AppCommand named(String name) {
		this.name = name;
		return this;
	}

	/**
	 * Runs another JDK than the one of this process.
	 * @param javaHome its home
	 * @return this command
	 */
	public AppCommand javaHome(Path javaHome) {
		this.javaHome = javaHome;
		return this;
	}

	/**
	 * Adds options of the JVM.
	 * @param options the options
	 * @return this command
	 */
	public AppCommand jvm(String... options) {
		this.jvmOptions.addAll(List.of(options));
		return this;
	}

	/**
	 * Adds arguments of the application.
	 * @param arguments the arguments
	 * @return this command
	 */
	public AppCommand args(String... arguments) {
		this.arguments.addAll(List.of(arguments));
		return this;
	}

	/**
	 * Sets a variable of the environment.
	 * @param variable its name
	 * @param value its value
	 * @return this command
	 */
	public AppCommand environment(String variable, String value) {
		this.environment.put(variable, value);
		return this;
	}

	/**
	 * Sets what the process inherits about signals, instead of {@code --default-signal}:
	 * everything default and unblocked.
	 * @param options options of env (coreutils 8.31 or later), such as
	 * {@code --ignore-signal=HUP}
	 * @return this command
	 */
	public AppCommand signals(String... options) {
		this.signals = List.of(options);
		return this;
	}

	/**
	 * Sets the address that answers 200 once the application is ready.
	 * @param readiness an address on this machine, with its port
	 * @return this command
	 */
	public AppCommand readiness(URI readiness) {
		this.readiness = readiness;
		return this;
	}

	/**
	 * Makes the process write to a pipe that this JVM reads until it is told to stop,
	 * instead of to a file.
	 * @return this command
	 */
	public AppCommand piped() {
		this.piped = true;
		return this;
	}

	/**
	 * Starts the process.
	 * @return the process, which need not be ready
	 */
	public AppProcess start() {
		try {
			Path output = Files.createTempFile(this.directory, this.name + "-", ".log");
			ProcessBuilder builder = new ProcessBuilder(commandLine()).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(this.piped ? Redirect.PIPE : Redirect.to(output.toFile()));
			builder.environment().keySet().retainAll(ENVIRONMENT);
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			AppProcess app = new AppProcess(this.name, process, output, this.readiness);
			return this.piped ? app.readBy(OutputReader.start(process.getInputStream(), output)) : app;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not start '%s'".formatted(this.name), ex);
		}
	}

	private List<String> commandLine() {
		List<String> line = new ArrayList<>();
		// Other platforms have an env without these options.
		if (System.getProperty("os.name").equals("Linux")) {
			line.add("env");
			line.addAll(this.signals);
		}
		line.add(this.javaHome.resolve("bin/java").toString());
		line.addAll(this.jvmOptions);
		line.addAll(this.program);
		line.addAll(this.arguments);
		return line;
	}

}
