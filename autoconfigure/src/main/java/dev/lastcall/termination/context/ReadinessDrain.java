package dev.lastcall.termination.context;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;

/**
 * {@link ResumableDrain} that makes the readiness probe refuse traffic. It also remembers
 * whether traffic was ever accepted: a process that was never ready has nothing to wait
 * for.
 */
public final class ReadinessDrain
		implements ResumableDrain, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private final ApplicationContext context;

	private volatile boolean accepted;

	private volatile boolean refusing;

	// Whether it refuses because of this drain.
	private volatile boolean changed;

	/**
	 * Creates the drain.
	 * @param context the context whose readiness changes
	 */
	public ReadinessDrain(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		this.refusing = event.getState() == ReadinessState.REFUSING_TRAFFIC;
		this.accepted = this.accepted || !this.refusing;
	}

	/**
	 * Whether this process has ever been ready.
	 * @return {@code true} once it accepted traffic
	 */
	public boolean hasAccepted() {
		return this.accepted;
	}

	@Override
	public String name() {
		return "readiness";
	}

	@Override
	public Stage stage() {
		return Stage.ANNOUNCE;
	}

	@Override
	public void drain(DrainContext context) {
		// A web context that is closed says so itself, before anybody hears of the
		// closing.
		if (!this.refusing) {
			this.changed = true;
			AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		}
	}

	// An application that refused by itself goes on refusing.
	@Override
	public void resume() {
		if (this.changed) {
			this.changed = false;
			AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

}
