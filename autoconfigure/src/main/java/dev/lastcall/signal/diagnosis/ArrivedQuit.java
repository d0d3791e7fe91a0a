package dev.lastcall.signal.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

/**
 * A SIGQUIT that arrived. The platform may have meant it as a request to leave: the
 * {@code STOPSIGNAL} of an image cannot be seen from inside, but its sender can.
 *
 * @param code its {@code si_code}: at most 0 if a process sent it, positive if the kernel
 * did, as for Ctrl-\
 * @param sender the number of the process that sent it, 0 for one outside the PID
 * namespace
 * @param attach whether a tool that wants to attach to the JVM sent it
 */
public record ArrivedQuit(int code, int sender, boolean attach) {

	/**
	 * Whether somebody is about to attach to the JVM, for which HotSpot is sent a
	 * SIGQUIT. The file that says so is there until the JVM has answered.
	 * @param process the number of this process
	 * @param directories where tools leave it: the working directory and {@code /tmp}
	 * @return {@code true} if such a file exists
	 */
	public static boolean isAttachRequested(long process, Path... directories) {
		return Arrays.stream(directories)
			.anyMatch((directory) -> Files.exists(directory.resolve(".attach_pid" + process)));
	}

	/**
	 * What to think of it.
	 * @param signals the signals that should come to us
	 * @return a finding if it came from the platform and was not taken as a request to
	 * leave
	 */
	public Optional<Finding> finding(List<WantedSignal> signals) {
		boolean fromPlatform = this.code <= 0 && (this.sender == 0 || this.sender == 1);
		boolean terminates = signals.stream()
			.anyMatch((signal) -> signal.terminates() && signal.number() == WantedSignal.QUIT);
		if (!fromPlatform || this.attach || terminates) {
			return Optional.empty();
		}
		String from = (this.sender == 0) ? "a process outside this PID namespace" : "PID 1";
		String names = Stream
			.concat(signals.stream().filter(WantedSignal::terminates).map(WantedSignal::shortName), Stream.of("QUIT"))
			.collect(Collectors.joining(","));
		return Optional.of(new Finding(Kind.QUIT_FROM_PLATFORM, Severity.WARNING, Optional.of("SIGQUIT"),
				"SIGQUIT came from %s ('si_pid' %d, 'si_code' %d), and nobody wants to attach to the JVM. A dump was taken."
					.formatted(from, this.sender, this.code),
				("If the image sets 'STOPSIGNAL SIGQUIT', as those of nginx do, or the unit 'KillSignal=SIGQUIT', set "
						+ "'lastcall.signals.terminate=%s', or change STOPSIGNAL or KillSignal to SIGTERM.")
					.formatted(names)));
	}

}
