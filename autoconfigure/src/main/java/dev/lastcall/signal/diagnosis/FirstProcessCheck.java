package dev.lastcall.signal.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.proc.ProcFiles;

/**
 * Looks whether the process that gets the platform's signals, PID 1 of the PID namespace,
 * is a shell that keeps them. Any other PID 1 is trusted to forward.
 */
final class FirstProcessCheck {

	private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh");

	private static final int LONGEST_COMMAND = 200;

	private final ProcFiles proc;

	FirstProcessCheck(ProcFiles proc) {
		this.proc = proc;
	}

	Stream<Finding> findings() {
		Optional<Self> self = this.proc.text("self/stat").map(Self::parse);
		if (self.isEmpty() || self.get().number() == 1) {
			return Stream.empty();
		}
		String name = this.proc.text("1/comm").map(String::strip).orElse("");
		String command = this.proc.text("1/cmdline").orElse("");
		if (!SHELLS.contains(name) && !isShell(List.of(command.split("\0", -1)))) {
			return Stream.empty();
		}
		return forwards() ? Stream.empty() : Stream.of(finding(name, command, self.get()));
	}

	// Of a script the kernel shows the script's name in comm, and the shell in cmdline.
	private static boolean isShell(List<String> command) {
		String program = fileName(command.get(0));
		if ("busybox".equals(program)) {
			return command.size() > 1 && SHELLS.contains(command.get(1));
		}
		// A login shell has a dash before its name.
		return SHELLS.contains(program.startsWith("-") ? program.substring(1) : program);
	}

	private static String fileName(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	// A shell that traps SIGTERM means to do something about it.
	private boolean forwards() {
		return this.proc.status("1").filter((status) -> status.caught().contains(WantedSignal.TERM)).isPresent();
	}

	private Finding finding(String name, String command, Self self) {
		String shown = withoutArguments(command);
		return new Finding(Kind.SHELL_AS_PID_1, (self.parent() == 1) ? Severity.ERROR : Severity.WARNING,
				"PID 1 is a shell without a handler for SIGTERM: %s says '%s', %s says '%s'. This process is %d, its "
					.formatted(this.proc.path("1/comm"), name, this.proc.path("1/cmdline"), shown, self.number())
						+ "parent is %d. The platform signals PID 1 only.".formatted(self.parent()),
				"Start the JVM by 'exec java ...' as the shell's last command, or without a shell "
						+ "(ENTRYPOINT [\"java\", ...]), or let an init that forwards signals be PID 1, such as tini "
						+ "('docker run --init').");
	}

	// The shell and its script or option: what comes behind may hold a password, and is
	// read by more people than this process's owner once it is in a log or a response.
	private static String withoutArguments(String command) {
		List<String> words = Arrays.stream(command.split("\0")).filter((word) -> !word.isEmpty()).toList();
		int shown = "busybox".equals(fileName(words.isEmpty() ? "" : words.get(0))) ? 3 : 2;
		String text = words.stream().limit(shown).collect(Collectors.joining(" "));
		String cut = (text.length() > LONGEST_COMMAND) ? text.substring(0, LONGEST_COMMAND) + "..." : text;
		return (words.size() > shown) ? cut + " ..." : cut;
	}

	/**
	 * Who this process is.
	 *
	 * @param number its number in the PID namespace of {@code /proc}
	 * @param parent that of its parent, 0 if it is outside
	 */
	private record Self(long number, long parent) {

		// "42 (name) S 1 ...", where the name may hold spaces and parentheses (proc(5)).
		private static Self parse(String stat) {
			String[] behindName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
			try {
				return new Self(Long.parseLong(stat.substring(0, Math.max(0, stat.indexOf(' ')))),
						Long.parseLong((behindName.length > 1) ? behindName[1] : ""));
			}
			catch (NumberFormatException ex) {
				// Nothing is claimed of a process that is unknown.
				return new Self(1, 0);
			}
		}

	}

}
