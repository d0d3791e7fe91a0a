package dev.lastcall.signal.nativetier;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a SIGQUIT of a tool that wants to attach, such as {@code jcmd}, from one of
 * somebody who wants a dump: the tool first creates a file ({@code VirtualMachineImpl} of
 * the module {@code jdk.attach}), in the working directory of this process or in
 * {@code /tmp}.
 */
final class AttachRequest {

	private final Path[] files;

	AttachRequest(long pid) {
		String name = ".attach_pid" + pid;
		this.files = new Path[] { Path.of("/proc/self/cwd", name), Path.of("/tmp", name) };
	}

	boolean isPending() {
		for (Path file : this.files) {
			if (Files.exists(file)) {
				return true;
			}
		}
		return false;
	}

}
