package dev.lastcall.signal.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import dev.lastcall.drain.Ticker;
import dev.lastcall.signal.Sender;
import dev.lastcall.signal.SignalEvent;
import dev.lastcall.signal.diagnosis.Finding;
import dev.lastcall.signal.inspection.BridgeStatus;
import dev.lastcall.signal.inspection.BridgeStatus.Lag;
import dev.lastcall.signal.inspection.BridgeStatus.Ring;
import dev.lastcall.signal.inspection.BridgeStatus.SignalLine;
import dev.lastcall.signal.inspection.SignalInspection;

/**
 * {@link Endpoint @Endpoint} that tells how signals reach the process, who sent the last
 * ones, and what keeps them away. Programs are named, their arguments are not.
 */
@Endpoint(id = "signals", defaultAccess = Access.READ_ONLY)
public final class SignalsEndpoint {

	private final SignalInspection inspection;

	private final Ticker ticker;

	/**
	 * Creates the endpoint.
	 * @param inspection where the values come from
	 * @param ticker the clock
	 */
	public SignalsEndpoint(SignalInspection inspection, Ticker ticker) {
		this.inspection = inspection;
		this.ticker = ticker;
	}

	/**
	 * How signals reach the process.
	 * @return the tier, every signal, and what was found just now
	 */
	@ReadOperation
	public SignalsDescriptor signals() {
		BridgeStatus status = this.inspection.status();
		String obstacle = status.obstacle();
		return new SignalsDescriptor(status.tier().label(), obstacle.isEmpty() ? null : obstacle,
				status.signals().stream().map(this::describe).toList(), RingDescriptor.of(status.ring()),
				LagDescriptor.of(status.lag()),
				this.inspection.findings().stream().map(FindingDescriptor::of).toList());
	}

	private SignalDescriptor describe(SignalLine line) {
		return new SignalDescriptor(line.signal().toString(), line.signal().number(), line.purpose(),
				line.disposition().name().toLowerCase(Locale.ROOT), line.owner(), line.count(),
				line.last().map(this::describe).orElse(null));
	}

	private EventDescriptor describe(SignalEvent event) {
		return new EventDescriptor(TimeUnit.NANOSECONDS.toMillis(this.ticker.nanos() - event.nanos()),
				event.sender().map(SenderDescriptor::of).orElse(null));
	}

	/**
	 * Description of the signals of the process.
	 *
	 * @param tier how signals are heard
	 * @param obstacle why not better, absent if there is nothing to explain
	 * @param signals every signal that is registered
	 * @param ring the details of signals that wait
	 * @param lag how long signals took to be heard
	 * @param findings what was found just now, worst first
	 */
	public record SignalsDescriptor(String tier, @Nullable String obstacle, List<SignalDescriptor> signals,
			RingDescriptor ring, LagDescriptor lag, List<FindingDescriptor> findings) implements OperationResponseBody {
	}

	/**
	 * Description of a signal.
	 *
	 * @param name its name
	 * @param number its number
	 * @param purpose what it is for
	 * @param disposition what the process does with it
	 * @param owner whose handler the kernel would call
	 * @param count how often it came
	 * @param last the last time, absent if it never came
	 */
	public record SignalDescriptor(String name, int number, String purpose, String disposition, String owner,
			long count, @Nullable EventDescriptor last) {
	}

	/**
	 * Description of a signal that came.
	 *
	 * @param ageMillis how long ago it came
	 * @param sender who sent it, absent if its details were lost
	 */
	public record EventDescriptor(long ageMillis, @Nullable SenderDescriptor sender) {
	}

	/**
	 * Description of who sent a signal.
	 *
	 * @param origin {@code process}, {@code kernel}, or {@code outside} this PID
	 * namespace
	 * @param pid the process, absent if it cannot be seen
	 * @param uid its user, absent if the kernel sent the signal
	 * @param command the name of its program, absent if it cannot be read
	 */
	public record SenderDescriptor(String origin, @Nullable Integer pid, @Nullable Integer uid,
			@Nullable String command) {

		private static SenderDescriptor of(Sender sender) {
			if (sender.isKernel()) {
				return new SenderDescriptor("kernel", null, null, null);
			}
			if (sender.isOutside()) {
				return new SenderDescriptor("outside", null, sender.uid(), null);
			}
			return new SenderDescriptor("process", sender.pid(), sender.uid(),
					Optional.of(sender.command()).filter((command) -> !command.isEmpty()).orElse(null));
		}

	}

	/**
	 * Description of the ring.
	 *
	 * @param depth how many details wait
	 * @param capacity how many there is room for
	 * @param dropped how many there was no room for
	 */
	public record RingDescriptor(int depth, int capacity, long dropped) {

		private static RingDescriptor of(Ring ring) {
			return new RingDescriptor(ring.depth(), ring.capacity(), ring.dropped());
		}

	}

	/**
	 * Description of the time that signals took to be heard.
	 *
	 * @param count how many signals were measured
	 * @param meanMicros the mean
	 * @param longestMicros the longest
	 */
	public record LagDescriptor(long count, double meanMicros, double longestMicros) {

		private static LagDescriptor of(Lag lag) {
			return new LagDescriptor(lag.count(), lag.meanNanos() / 1000.0, lag.longestNanos() / 1000.0);
		}

	}

	/**
	 * Description of a finding.
	 *
	 * @param id its name in the documentation
	 * @param severity how bad it is
	 * @param signal which signal it concerns, absent if none in particular
	 * @param evidence what was seen, where, with which value
	 * @param remedy what to change
	 */
	public record FindingDescriptor(String id, String severity, @Nullable String signal, String evidence,
			String remedy) {

		private static FindingDescriptor of(Finding finding) {
			return new FindingDescriptor(finding.id(), finding.severity().name().toLowerCase(Locale.ROOT),
					finding.signal().orElse(null), finding.evidence(), finding.remedy());
		}

	}

}
