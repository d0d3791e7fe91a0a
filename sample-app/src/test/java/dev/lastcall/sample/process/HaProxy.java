package dev.lastcall.sample.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real HAProxy in front of a few servers. It asks the readiness of each once a second,
 * keeps connections alive on both sides, and hides nothing: no retry, no other server for
 * a request that failed. Used by one thread.
 */
public final class HaProxy implements AutoCloseable {

	/**
	 * The response header that names the server that answered. An answer of HAProxy's own
	 * does not have it.
	 */
	public static final String SERVED_BY = "x-served-by";

	private static final int HEAD = 6_000;

	static final String REMEDY = "Install it with 'apt-get install haproxy', 'dnf install haproxy' or"
			+ " 'brew install haproxy', or put it on the PATH.";

	private static final String CONFIGURATION = """
			global
			  stats socket %s mode 600 level user
			  log stdout format raw local0
			defaults
			  mode http
			  log global
			  option httplog
			  option dontlog-normal
			  option log-health-checks
			  option http-keep-alive
			  http-reuse safe
			  retries 0
			  no option redispatch
			  timeout connect 2s
			  timeout queue 1s
			  timeout client 60s
			  timeout server 60s
			  timeout http-keep-alive 60s
			  timeout check 2s
			frontend clients
			  bind 127.0.0.1:%d
			  default_backend servers
			backend servers
			  balance roundrobin
			  option httpchk GET /actuator/health/readiness
			  http-check expect status 200
			  http-response set-header %s %%[srv_name]
			  default-server check inter 1s fall 2 rise 1
			%s
			""";

	private final Process process;

	private final int port;

	private final Path admin;

	private final Path output;

	private HaProxy(Process process, int port, Path admin, Path output) {
		this.process = process;
		this.port = port;
		this.admin = admin;
		this.output = output;
	}

	/**
	 * Whether there is an HAProxy on this machine.
	 * @return whether {@link #start} can succeed
	 */
	public static boolean isInstalled() {
		return executable().isPresent();
	}

	/**
	 * Starts HAProxy on a free port, with every server assumed to be up.
	 * @param directory an existing directory for the configuration and the log
	 * @param servers the servers
	 * @return the running proxy
	 */
	public static HaProxy start(Path directory, List<Server> servers) {
		Path executable = executable()
			.orElseThrow(() -> new IllegalStateException("HAProxy is not installed. " + REMEDY));
		int port = FreePorts.next();
		// The path of a Unix socket has at most 107 characters, so none in 'directory'.
		try {
			Path admin = Files.createTempDirectory("haproxy").resolve("admin");
			Path configuration = directory.resolve("haproxy.cfg");
			Path output = directory.resolve("haproxy.log");
			Files.writeString(configuration, CONFIGURATION.formatted(admin, port, SERVED_BY,
					servers.stream().map(Server::line).collect(Collectors.joining("\n"))));
			Process process = new ProcessBuilder(executable.toString(), "-db", "-f", configuration.toString())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			return new HaProxy(process, port, admin, output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<Path> executable() {
		// A user's PATH often lacks the sbin directory that packages install it to.
		String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";
		return Stream.of(path.split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "haproxy"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Returns the port that clients connect to.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Waits until health checks have passed on a server and it gets traffic.
	 * @param server the name of the server
	 * @param timeout how long to wait
	 */
	public void awaitUp(String server, Duration timeout) {
		await(server, "UP", "L7OK", timeout);
	}

	/**
	 * Waits until a server gets no new requests.
	 * @param server the name of the server
	 * @param timeout how long to wait
	 */
	public void awaitDown(String server, Duration timeout) {
		await(server, "DOWN", "", timeout);
	}

	private void await(String server, String status, String check, Duration timeout) {
		boolean reached = Poll.until(timeout, () -> this.process.isAlive() && isIn(server, status, check));
		if (!reached) {
			throw new AssertionError("HAProxy did not see '%s' %s within %d ms. Its output:%n%s".formatted(server,
					status, timeout.toMillis(), output()));
		}
	}

	private boolean isIn(String server, String status, String check) {
		String stat = stat();
		List<String> names = fields(stat.lines().findFirst().orElse(""));
		return stat.lines()
			.map(HaProxy::fields)
			.filter((fields) -> fields.size() > 1 && fields.get(1).equals(server))
			.anyMatch((fields) -> fields.get(names.indexOf("status")).startsWith(status)
					&& fields.get(names.indexOf("check_status")).contains(check));
	}

	private static List<String> fields(String line) {
		return Arrays.asList(line.split(",", -1));
	}

	/*
	 * The CSV of the statistics, see section 9.1 of HAProxy's management guide. Empty
	 * while HAProxy is starting.
	 */
	private String stat() {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
			channel.connect(UnixDomainSocketAddress.of(this.admin));
			channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
			return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Returns the begin of what HAProxy has logged until now: failed requests with the
	 * state at which they failed, and the result of health checks when it changed.
	 * @return the begin of the log, at most 6000 characters
	 */
	public String output() {
		try {
			String log = Files.readString(this.output);
			return log.substring(0, Math.min(log.length(), HEAD));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.onExit().join();
			Files.deleteIfExists(this.admin);
			Files.deleteIfExists(this.admin.getParent());
		}
		catch (CompletionException | IOException ex) {
			throw new IllegalStateException("HAProxy could not be ended", ex);
		}
	}

	/**
	 * One server behind the proxy.
	 *
	 * @param name the name
	 * @param port the port that gets the requests
	 * @param managementPort the port that is asked for readiness
	 */
	public record Server(String name, int port, int managementPort) {

		private String line() {
			return "  server %s 127.0.0.1:%d port %d".formatted(this.name, this.port, this.managementPort);
		}

	}

}
