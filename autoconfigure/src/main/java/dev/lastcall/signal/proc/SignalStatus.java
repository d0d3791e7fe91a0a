package dev.lastcall.signal.proc;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a process or one of its threads does with signals, from its {@code status} file
 * (proc(5)).
 *
 * @param pending {@code ShdPnd}: sent to the process and not delivered yet
 * @param blocked {@code SigBlk}: blocked in this thread
 * @param ignored {@code SigIgn}: ignored by the process
 * @param caught {@code SigCgt}: handled by the process
 */
public record SignalStatus(SignalSet pending, SignalSet blocked, SignalSet ignored, SignalSet caught) {

	// gVisor's file has no signals in it, so what is missing is missing as a whole.
	static Optional<SignalStatus> parse(String text) {
		Map<String, String> fields = text.lines()
			.map((line) -> line.split(":\\s*", 2))
			.filter((field) -> field.length == 2)
			.collect(Collectors.toMap((field) -> field[0], (field) -> field[1].strip(), (first, second) -> first));
		try {
			return Optional.of(new SignalStatus(set(fields, "ShdPnd"), set(fields, "SigBlk"), set(fields, "SigIgn"),
					set(fields, "SigCgt")));
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

	private static SignalSet set(Map<String, String> fields, String name) {
		return SignalSet.parse(fields.getOrDefault(name, ""));
	}

}
