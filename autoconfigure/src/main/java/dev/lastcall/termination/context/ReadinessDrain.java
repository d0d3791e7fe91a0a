package dev.lastcall.termination.context;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;

/**
 * {@link ResumableDrain} that makes the readiness probe refuse traffic, and go on
 * refusing it. It also remembers whether traffic was ever accepted: a process that was
 * never ready has nothing to wait for. Thread-safe: anybody may change readiness.
 */
public final class ReadinessDrain
		implements ResumableDrain, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Log logger = LogFactory.getLog(ReadinessDrain.class);

	/**
	 * How often an application is contradicted that accepts traffic while it leaves. One
	 * that answers each refusal so would otherwise never end.
	 */
	private static final int CONTRADICTIONS = 3;

	private final ApplicationContext context;

	private final ReadinessPolicy policy;

	private final BooleanSupplier leaving;

	private volatile boolean accepted;

	private volatile boolean refusing;

	private volatile boolean drained;

	private final AtomicInteger contradictions = new AtomicInteger();

	// What this drain said, until anybody says anything else.
	private volatile @Nullable AvailabilityChangeEvent<ReadinessState> refusal;

	/**
	 * Creates the drain.
	 * @param context the context whose readiness changes
	 * @param policy when it changes
	 * @param leaving whether a termination has begun
	 */
	public ReadinessDrain(ApplicationContext context, ReadinessPolicy policy, BooleanSupplier leaving) {
		this.context = context;
		this.policy = policy;
		this.leaving = leaving;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		this.refusing = event.getState() == ReadinessState.REFUSING_TRAFFIC;
		this.accepted = this.accepted || !this.refusing;
		if (event != this.refusal) {
			this.refusal = null;
		}
		if (!this.refusing && this.drained && this.leaving.getAsBoolean()) {
			contradict();
		}
	}

	private void contradict() {
		if (this.contradictions.incrementAndGet() <= CONTRADICTIONS) {
			logger.warn("The application accepts traffic again while it is leaving; its readiness refuses it again.");
			AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		}
		else {
			logger.warn("The application insists on accepting traffic while it is leaving; it is left to it.");
		}
	}

	/**
	 * Whether this process has ever been ready.
	 * @return {@code true} once it accepted traffic
	 */
	public boolean hasAccepted() {
		return this.accepted;
	}

	/**
	 * When readiness changes in a termination.
	 * @return the policy; with {@link ReadinessPolicy#NEVER} this is no drain
	 */
	public ReadinessPolicy policy() {
		return this.policy;
	}

	@Override
	public String name() {
		return "readiness";
	}

	@Override
	public Stage stage() {
		// The stage after the linger begins when that is over.
		return (this.policy == ReadinessPolicy.AFTER_LINGER) ? Stage.SOURCES : Stage.ANNOUNCE;
	}

	@Override
	public void drain(DrainContext context) {
		this.drained = true;
		// A web context that is closed says so itself, before anybody hears of the
		// closing.
		if (!this.refusing) {
			AvailabilityChangeEvent<ReadinessState> refusal = new AvailabilityChangeEvent<>(this.context,
					ReadinessState.REFUSING_TRAFFIC);
			this.refusal = refusal;
			this.context.publishEvent(refusal);
		}
	}

	// An application that refused by itself, before or after, goes on refusing.
	@Override
	public void resume() {
		this.drained = false;
		if (this.refusal != null) {
			this.refusal = null;
			AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

}
