package dev.lastcall.sample.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on and that this JVM has not handed out before. Safe for use
 * by any thread.
 */
public final class FreePorts {

	private static final int FIRST = 10_000;

	/*
	 * Linux takes the local ports of outgoing connections from 32768 on, see
	 * net.ipv4.ip_local_port_range. A port from there could be lost to a client while the
	 * server that owns it restarts.
	 */
	private static final int BOUND = 32_768;

	private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

	private FreePorts() {
	}

	/**
	 * Returns a free port that this method has not returned before.
	 * @return the port
	 */
	public static int next() {
		for (int attempt = 0; attempt < 1_000; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, BOUND);
			if (TAKEN.add(port) && isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No free port between %d and %d in 1000 attempts".formatted(FIRST, BOUND));
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
