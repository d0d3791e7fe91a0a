package dev.lastcall.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who sent a signal, as the kernel tells ({@code siginfo_t}, {@code sigaction(2)}).
 *
 * @param code how it was sent: {@code si_code}
 * @param pid the process id of the sender in our PID namespace, or zero if the sender is
 * outside it or is the kernel
 * @param uid the user id of the sender; meaningless for signals of the kernel
 */
public record Sender(int code, int pid, int uid) {

	/**
	 * The code of signals that the kernel itself sends, such as those of a terminal's
	 * keys ({@code SI_KERNEL} in {@code asm-generic/siginfo.h}).
	 */
	private static final int KERNEL = 0x80;

	/**
	 * Whether the kernel sent it, for instance because a key was pressed.
	 * @return {@code false} if a process did
	 */
	public boolean isKernel() {
		return this.code >= KERNEL;
	}

	/**
	 * Whether the sender is a process that this one cannot see: a container runtime, a
	 * kubelet, a shell of the host.
	 * @return {@code true} if the kernel gave no process id
	 */
	public boolean isOutside() {
		return !isKernel() && this.pid == 0;
	}

	/**
	 * The name of the sender's program. Best effort: the sender may be gone, or its id
	 * may be another's by now.
	 * @return such as {@code bash}, or an empty string if it cannot be read
	 */
	public String command() {
		if (this.pid <= 0) {
			return "";
		}
		try {
			return Files.readString(Path.of("/proc", Integer.toString(this.pid), "comm")).strip();
		}
		catch (IOException | SecurityException ex) {
			return "";
		}
	}

	/**
	 * The sender in words.
	 * @return such as {@code process 17 (bash) of user 1000}
	 */
	public String describe() {
		if (isKernel()) {
			return "the kernel, as for a key of the terminal";
		}
		if (isOutside()) {
			return "a process outside this PID namespace";
		}
		String command = command();
		return "process %d%s, user %d,".formatted(this.pid, command.isEmpty() ? "" : " (" + command + ")", this.uid);
	}

}
