package dev.lastcall.termination.actuate;

import java.time.Duration;
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
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.termination.Answer;
import dev.lastcall.termination.Answer.Outcome;
import dev.lastcall.termination.Cause;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.CoordinatorState;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Order;
import dev.lastcall.termination.Outlook;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.report.ReportDocument;

/**
 * {@link Endpoint @Endpoint} that tells where the termination stands and what every drain
 * has left, and gives orders to the coordinator.
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
		return new TerminationDescriptor(this.coordinator.state().label(), this.coordinator.stage().label(),
				(report != null) ? report.cause().describe() : null, budget,
				(report != null) ? report.elapsed().toMillis() : 0,
				this.coordinator.deadline()
					.map(Deadline::remaining)
					.orElse(this.coordinator.budget().total())
					.toMillis(),
				this.coordinator.drains().stream().map((drain) -> describe(drain, entries.get(drain.name()))).toList(),
				this.coordinator.lastRehearsal().map(RehearsalDescriptor::of).orElse(null),
				(report != null) ? ReportDocument.of(report) : null);
	}

	/**
	 * Whether the coordinator is in a state, for those who poll and only look at the
	 * status.
	 * @param state the state
	 * @return the state in which it is, with status 200 if it is the one, and 503
	 * otherwise
	 */
	@ReadOperation
	public WebEndpointResponse<StateDescriptor> in(@Selector CoordinatorState state) {
		CoordinatorState actual = this.coordinator.state();
		return new WebEndpointResponse<>(
				new StateDescriptor(actual.label(), "The application is %s.".formatted(actual.label())),
				(actual == state) ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
	}

	/**
	 * Gives an order.
	 * @param order what to do
	 * @return what became of it, with status 202 while it is carried out, 200 if nothing
	 * is left to do, and 409 if it was refused
	 */
	// Without a parameter for the user: Actuator would demand a body of JSON then, which
	// no preStop hook sends.
	@WriteOperation
	public WebEndpointResponse<StateDescriptor> order(@Selector Order order) {
		Answer answer = (order == Order.BEGIN) ? begin() : this.coordinator.obey(order);
		return new WebEndpointResponse<>(new StateDescriptor(answer.state().label(), answer.message()),
				status(answer.outcome()));
	}

	private Answer begin() {
		boolean begun = this.coordinator.begin(new Cause.Endpoint("drain"));
		return new Answer(begun ? Outcome.BEGUN : Outcome.UNDER_WAY, this.coordinator.state(),
				begun ? "The termination begins." : "The termination has begun already.");
	}

	private static int status(Outcome outcome) {
		return switch (outcome) {
			case BEGUN, UNDER_WAY -> 202;
			case DONE -> WebEndpointResponse.STATUS_OK;
			case REFUSED -> 409;
		};
	}

	private DrainDescriptor describe(Drain drain, @Nullable DrainEntry entry) {
		DrainStatus status = (entry != null) ? entry.status() : DrainStatus.WAITING;
		Remaining remaining = remaining(drain);
		Outlook outlook = this.coordinator.outlook(drain.name())
			.filter((it) -> status == DrainStatus.RUNNING)
			.orElse(null);
		return new DrainDescriptor(drain.name(), drain.stage().label(), drain.after(), status.label(),
				(entry != null) ? entry.elapsed().toMillis() : 0,
				remaining.count().isPresent() ? remaining.count().getAsLong() : null, remaining.details(),
				remaining.oldest().map(Duration::toMillis).orElse(null), (outlook != null) ? describe(outlook) : null,
				(entry != null && entry.handedBack() > 0) ? entry.handedBack() : null,
				(entry != null && !entry.failure().isEmpty()) ? entry.failure() : null);
	}

	private OutlookDescriptor describe(Outlook outlook) {
		return new OutlookDescriptor(outlook.rate(), outlook.timeToEmpty().map(Duration::toMillis).orElse(null),
				outlook.remaining().toMillis(), outlook.isInTime());
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
	 * @param state where the coordinator stands
	 * @param stage the stage, {@code serving} before a termination
	 * @param cause why it began, absent before
	 * @param budgetMillis the time that it may take
	 * @param elapsedMillis the time that it has taken
	 * @param remainingMillis the time that it still has
	 * @param drains every drain in the order of the stages
	 * @param rehearsal the last rehearsal, absent if there was none
	 * @param report what has happened, as {@code docs/report.schema.json} describes it;
	 * absent before
	 */
	public record TerminationDescriptor(String state, String stage, @Nullable String cause, long budgetMillis,
			long elapsedMillis, long remainingMillis, List<DrainDescriptor> drains,
			@Nullable RehearsalDescriptor rehearsal,
			@Nullable Map<String, Object> report) implements OperationResponseBody {
	}

	/**
	 * Description of a state.
	 *
	 * @param state where the coordinator stands
	 * @param message the same in a full sentence
	 */
	public record StateDescriptor(String state, String message) implements OperationResponseBody {
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
	 * @param oldestMillis the age of the oldest of it, absent if it cannot tell
	 * @param outlook what is predicted, absent unless it runs and can tell
	 * @param handedBack how many items it handed back, absent if none
	 * @param failure what it threw, absent if it did not
	 */
	public record DrainDescriptor(String name, String stage, Set<String> after, String status, long elapsedMillis,
			@Nullable Long remaining, List<String> details, @Nullable Long oldestMillis,
			@Nullable OutlookDescriptor outlook, @Nullable Long handedBack, @Nullable String failure) {
	}

	/**
	 * Description of what is predicted for a drain.
	 *
	 * @param perSecond how many items fewer there are each second
	 * @param emptyInMillis how long it will take at this rate, absent without progress
	 * @param remainingMillis the time until its deadline
	 * @param inTime whether it will make its deadline
	 */
	public record OutlookDescriptor(double perSecond, @Nullable Long emptyInMillis, long remainingMillis,
			boolean inTime) {
	}

}
