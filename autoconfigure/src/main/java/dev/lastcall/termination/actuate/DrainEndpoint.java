package dev.lastcall.termination.actuate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.report.ReportDocument;

/**
 * {@link Endpoint @Endpoint} that tells where the termination stands and what every drain
 * has left.
 */
@Endpoint(id = "drain", defaultAccess = Access.READ_ONLY)
public final class DrainEndpoint {

	private final Coordinator coordinator;

	/**
	 * Creates the endpoint.
	 * @param coordinator the coordinator to look at
	 */
	public DrainEndpoint(Coordinator coordinator) {
		this.coordinator = coordinator;
	}

	/**
	 * Where the termination stands.
	 * @return the stage, the time and the drains
	 */
	@ReadOperation
	public TerminationDescriptor drain() {
		Report report = this.coordinator.report().orElse(null);
		Map<String, DrainEntry> entries = (report != null)
				? report.drains().stream().collect(Collectors.toMap(DrainEntry::name, Function.identity())) : Map.of();
		long budget = this.coordinator.budget().total().toMillis();
		return new TerminationDescriptor(this.coordinator.stage().label(),
				(report != null) ? report.cause().describe() : null, budget,
				(report != null) ? report.elapsed().toMillis() : 0,
				this.coordinator.deadline()
					.map(Deadline::remaining)
					.orElse(this.coordinator.budget().total())
					.toMillis(),
				this.coordinator.drains().stream().map((drain) -> describe(drain, entries.get(drain.name()))).toList(),
				(report != null) ? ReportDocument.of(report) : null);
	}

	private DrainDescriptor describe(Drain drain, @Nullable DrainEntry entry) {
		DrainStatus status = (entry != null) ? entry.status() : DrainStatus.WAITING;
		Remaining remaining = remaining(drain);
		return new DrainDescriptor(drain.name(), drain.stage().label(), drain.after(), status.label(),
				(entry != null) ? entry.elapsed().toMillis() : 0,
				remaining.count().isPresent() ? remaining.count().getAsLong() : null, remaining.details(),
				(entry != null && !entry.failure().isEmpty()) ? entry.failure() : null);
	}

	// A drain is the application's code; one that throws must not hide the others.
	private Remaining remaining(Drain drain) {
		try {
			return drain.remaining();
		}
		catch (RuntimeException ex) {
			return Remaining.unknown();
		}
	}

	/**
	 * Description of a termination.
	 *
	 * @param stage the stage, {@code serving} before a termination
	 * @param cause why it began, absent before
	 * @param budgetMillis the time that it may take
	 * @param elapsedMillis the time that it has taken
	 * @param remainingMillis the time that it still has
	 * @param drains every drain in the order of the stages
	 * @param report what has happened, as {@code docs/report.schema.json} describes it;
	 * absent before
	 */
	public record TerminationDescriptor(String stage, @Nullable String cause, long budgetMillis, long elapsedMillis,
			long remainingMillis, List<DrainDescriptor> drains,
			@Nullable Map<String, Object> report) implements OperationResponseBody {
	}

	/**
	 * Description of a drain.
	 *
	 * @param name its name
	 * @param stage its stage
	 * @param after the drains that it comes after
	 * @param status where it stands
	 * @param elapsedMillis the time that it has taken
	 * @param remaining how much it has left, absent if it cannot tell
	 * @param details the first few of what it has left
	 * @param failure what it threw, absent if it did not
	 */
	public record DrainDescriptor(String name, String stage, Set<String> after, String status, long elapsedMillis,
			@Nullable Long remaining, List<String> details, @Nullable String failure) {
	}

}
