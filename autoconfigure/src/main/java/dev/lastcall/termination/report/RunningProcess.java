package dev.lastcall.termination.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process that cannot be taken for a later one with the same id. Immutable.
 *
 * @param pid its process id
 * @param start when it started, in a form that only equals itself: on Linux the boot and
 * the clock ticks since, which a change of the clock does not move; empty if it does not
 * run
 */
record RunningProcess(long pid, String start) {

	private static final Path PROC = Path.of("/proc");

	/**
	 * The place of the state and of the start time in {@code /proc/<pid>/stat}, counted
	 * after the name, which may contain blanks: fields 3 and 22 in {@code proc(5)}.
	 */
	private static final int STATE = 0;

	private static final int START_TIME = 19;

	static RunningProcess current() {
		return of(ProcessHandle.current().pid());
	}

	static RunningProcess of(long pid) {
		return of(pid, PROC);
	}

	static RunningProcess of(long pid, Path proc) {
		try {
			String stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
			boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
			String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
			return new RunningProcess(pid, dead ? "" : boot + "/" + fields[START_TIME]);
		}
		catch (IOException | IndexOutOfBoundsException ex) {
			return new RunningProcess(pid,
					ProcessHandle.of(pid).flatMap((it) -> it.info().startInstant()).map(Instant::toString).orElse(""));
		}
	}

	// Another process may have the id by now.
	boolean isAlive() {
		return !this.start.isEmpty() && of(this.pid).start().equals(this.start);
	}

}
