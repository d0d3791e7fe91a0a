package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which run of which application on which host this is. Immutable.
 *
 * @param application the name of the application
 * @param host the name of the host; the pod's on Kubernetes
 * @param process the process
 * @param started when the run started
 */
record RunIdentity(String application, String host, RunningProcess process, Instant started) {

	static final String START = "lastcall-";

	private static final int MOST_CHARS_OF_NAME = 80;

	static RunIdentity of(String application, Instant started) {
		return new RunIdentity(application, hostName(), RunningProcess.current(), started);
	}

	// Not by InetAddress, which may ask a name server that does not answer.
	private static String hostName() {
		try {
			return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
		}
		catch (IOException ex) {
			Map<String, String> environment = System.getenv();
			return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "localhost"));
		}
	}

	// What every run of this application on this host begins its files with.
	String prefix() {
		return START + fileName(this.application) + "@" + fileName(this.host) + "-";
	}

	String fileName(int count) {
		String time = this.started.truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[-:.]", "");
		return "%s%s-%d-%d".formatted(prefix(), time, this.process.pid(), count);
	}

	private static String fileName(String text) {
		String name = text.replaceAll("[^A-Za-z0-9._-]", "_");
		return name.substring(0, Math.min(MOST_CHARS_OF_NAME, name.length()));
	}

	Map<String, Object> document(Instant now) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("application", this.application);
		document.put("host", this.host);
		document.put("pid", this.process.pid());
		document.put("startedAt", this.started.toString());
		document.put("writtenAt", now.toString());
		return document;
	}

}
