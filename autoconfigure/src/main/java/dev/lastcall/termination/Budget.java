package dev.lastcall.termination;

import java.time.Duration;

import dev.lastcall.drain.Stage;

/**
 * The time that the platform grants a termination, and what of it is kept for the last
 * stages. The arithmetic is one line: a stage may use everything that is left except what
 * is reserved for the stages after it. Immutable.
 *
 * @param total the time from the cause to the end of the process
 * @param sinks what is kept for {@link Stage#SINKS}
 * @param close what is kept for {@link Stage#CLOSE}
 * @param exit what is kept for {@link Stage#EXIT}, to say what happened
 * @param cancelGrace how long before its own deadline a drain is cancelled; half of it
 * before the deadline, its thread is interrupted
 * @param expedited the most that is left once a termination is expedited
 * @param outside what the platform's grace period has beside the total: the time before
 * the process hears of it, and the margin after it
 * @param handBack how long before its stage's deadline a drain that can hand work back
 * has its own, and hands back
 * @param dumpLead how long before the deadline of the termination the threads of the
 * drains that still run are dumped; zero for never
 */
public record Budget(Duration total, Duration sinks, Duration close, Duration exit, Duration cancelGrace,
		Duration expedited, Duration outside, Duration handBack, Duration dumpLead) {

	/**
	 * A budget that is the whole grace period, keeps no time to hand back, and has no
	 * dump.
	 * @param total the time from the cause to the end of the process
	 * @param sinks what is kept for {@link Stage#SINKS}
	 * @param close what is kept for {@link Stage#CLOSE}
	 * @param exit what is kept for {@link Stage#EXIT}
	 * @param cancelGrace how long before its stage's deadline a drain is cancelled
	 * @param expedited the most that is left once a termination is expedited
	 */
	public Budget(Duration total, Duration sinks, Duration close, Duration exit, Duration cancelGrace,
			Duration expedited) {
		this(total, sinks, close, exit, cancelGrace, expedited, Duration.ZERO, Duration.ZERO, Duration.ZERO);
	}

	/**
	 * What is reserved for the stages after a stage.
	 * @param stage the stage
	 * @return the sum of the later reserves
	 */
	public Duration reservedAfter(Stage stage) {
		return Duration.ofNanos(nanosReservedAfter(stage));
	}

	// Without an allocation.
	long nanosReservedAfter(Stage stage) {
		long reserved = Stage.SINKS.isAfter(stage) ? this.sinks.toNanos() : 0;
		reserved += Stage.CLOSE.isAfter(stage) ? this.close.toNanos() : 0;
		return reserved + (Stage.EXIT.isAfter(stage) ? this.exit.toNanos() : 0);
	}

	/**
	 * The budget of an expedited termination: every part shrinks in the same proportion,
	 * so that finishing work keeps its share.
	 * @return this budget scaled down to {@link #expedited()}, or this budget if it is
	 * not the longer one
	 */
	public Budget expedite() {
		if (this.expedited.compareTo(this.total) >= 0) {
			return this;
		}
		return new Budget(this.expedited, scale(this.sinks), scale(this.close), scale(this.exit),
				scale(this.cancelGrace), this.expedited, this.outside, scale(this.handBack), scale(this.dumpLead));
	}

	private Duration scale(Duration part) {
		double share = (double) this.expedited.toNanos() / this.total.toNanos();
		return Duration.ofNanos((long) (part.toNanos() * share));
	}

}
