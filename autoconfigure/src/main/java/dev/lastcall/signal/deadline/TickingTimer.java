package dev.lastcall.signal.deadline;

import java.util.concurrent.locks.LockSupport;

import dev.lastcall.signal.PosixSignal;
import dev.lastcall.signal.libc.Libc;
import dev.lastcall.signal.libc.LibcException;
import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.libc.LibcTimers;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.stub.Architecture;
import dev.lastcall.signal.stub.DeadlineWords;
import dev.lastcall.signal.stub.Stub;

/**
 * A timer of the kernel at whose ticks it calls the stub: a signal that nobody else uses,
 * and the timer that sends it. Used by one thread at a time.
 */
final class TickingTimer {

	/**
	 * The signals to try. RTMIN+29 and RTMIN+30 cannot be mapped by
	 * {@code lastcall.signals.*}, and programs count from the first one up; the others
	 * are for emulators that lack the last ones. HotSpot uses 62.
	 */
	private static final int[] CANDIDATES = { 63, 64, 61, 60, 59, 58 };

	/**
	 * How long the first tick may take, which is tried: it needs microseconds, but a
	 * machine may be overloaded.
	 */
	private static final long PATIENCE_NANOS = 1_000_000_000;

	private static final long PAUSE_NANOS = 100_000;

	private static final int NONE = -1;

	private final LibcSignals signals;

	private final LibcTimers timers;

	private final DeadlineWords words;

	private final long handler;

	private int signal;

	private int timer = NONE;

	private String obstacle = "it has not been tried yet";

	TickingTimer(Architecture architecture, Libc libc, LibcSignals signals, DeadlineWords words, Stub stub) {
		this.signals = signals;
		this.timers = new LibcTimers(libc, architecture.timerCalls());
		this.words = words;
		this.handler = stub.deadline();
	}

	// The stub must let ticks pass.
	void open() {
		this.obstacle = "each signal that could be used is used or blocked by other code";
		for (int i = 0; i < CANDIDATES.length && this.timer == NONE; i++) {
			open(CANDIDATES[i]);
		}
	}

	// Only the kernel's own action shows that nobody uses the signal. A signal that this
	// thread blocks may be blocked by all.
	private void open(int candidate) {
		if (handlerOf(candidate) != SignalAction.DEFAULT || this.signals.isBlocked(candidate)) {
			return;
		}
		try {
			this.signal = candidate;
			this.signals.install(candidate, new SignalAction(this.handler, SignalAction.FLAGS));
			this.timer = this.timers.create(candidate, this.words.value());
			if (ticks()) {
				this.obstacle = "";
				return;
			}
			this.obstacle = "the tick of a timer did not arrive";
		}
		catch (LibcException ex) {
			this.obstacle = String.valueOf(ex.getMessage());
		}
		close();
	}

	private boolean ticks() {
		long start = System.nanoTime();
		boolean set = set(this.words.time(1, 0));
		while (set && !this.words.hasTicked() && System.nanoTime() - start < PATIENCE_NANOS) {
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		return this.words.hasTicked();
	}

	/**
	 * Gives the signal back.
	 */
	void close() {
		if (this.timer != NONE) {
			this.timers.delete(this.timer);
			this.timer = NONE;
		}
		if (handlerOf(this.signal) == this.handler) {
			// A tick that is pending would end the process by the kernel's own action; to
			// ignore the signal discards it (sigaction(2)).
			this.signals.install(this.signal, new SignalAction(SignalAction.IGNORE, 0));
			this.signals.install(this.signal, new SignalAction(SignalAction.DEFAULT, 0));
		}
	}

	/**
	 * Whether ticks come to the stub: the signal may be somebody else's by now. With
	 * their handler a tick means something else, and with the kernel's own action it ends
	 * the process. Allocates nothing.
	 * @return {@code false} if the timer must not be set
	 */
	boolean isOurs() {
		return this.timer != NONE && handlerOf(this.signal) == this.handler;
	}

	// Allocates nothing.
	boolean set(long time) {
		return this.timer != NONE && this.timers.set(this.timer, time);
	}

	int id() {
		return this.timer;
	}

	String obstacle() {
		if (this.timer != NONE && !isOurs()) {
			return "other code has taken %s, with which it would".formatted(PosixSignal.numbered(this.signal));
		}
		return this.obstacle;
	}

	private long handlerOf(int number) {
		return this.signals.handler(number, this.words.handler());
	}

}
