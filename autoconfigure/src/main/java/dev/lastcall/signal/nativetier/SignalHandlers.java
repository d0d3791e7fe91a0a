package dev.lastcall.signal.nativetier;

import java.util.HashMap;
import java.util.Map;

import dev.lastcall.signal.libc.LibcSignals;
import dev.lastcall.signal.libc.SignalAction;
import dev.lastcall.signal.stub.SignalPage;
import dev.lastcall.signal.stub.Stub;

/**
 * Puts the stub in the place of other handlers, and back. Thread-safe.
 */
public final class SignalHandlers {

	private final LibcSignals signals;

	private final SignalPage page;

	private final Stub stub;

	// Bit n-1 for signal n if the stub calls its previous handler too.
	private volatile long chained;

	// Signal number to what was there before us, while ours is installed.
	private final Map<Integer, SignalAction> installed = new HashMap<>();

	// Signal number to what was there before us, of signals that somebody took from us.
	private final Map<Integer, Long> lost = new HashMap<>();

	SignalHandlers(LibcSignals signals, SignalPage page, Stub stub) {
		this.signals = signals;
		this.page = page;
		this.stub = stub;
	}

	synchronized boolean isInstalled(int number) {
		return this.installed.containsKey(number);
	}

	// Not in place of somebody who took the signal from us: they may call the stub as the
	// handler that was there before them, and it would call them, without an end. Nor in
	// place of the stub itself, which others may have put back.
	synchronized boolean mayReplace(int number, SignalAction present) {
		Long before = this.lost.get(number);
		boolean itself = this.stub.contains(present.handler());
		return !itself && (before == null || before == present.handler());
	}

	// False if somebody between us and the kernel took the call and did not pass it on.
	synchronized boolean install(int number, SignalAction previous, long flags) {
		this.chained = ((flags & SignalPage.CHAIN) != 0) ? this.chained | bit(number) : this.chained & ~bit(number);
		this.page.describe(number, previous.handler(), flags);
		this.signals.install(number, new SignalAction(this.stub.address(), SignalAction.FLAGS));
		boolean ours = isOurs(number);
		if (ours) {
			this.installed.put(number, previous);
		}
		return ours;
	}

	synchronized void giveBack(int number) {
		SignalAction previous = this.installed.remove(number);
		if (previous == null) {
			return;
		}
		if (isOurs(number)) {
			this.signals.install(number, previous);
		}
		else {
			// Somebody took the signal after us; it is theirs, and if they call us, we
			// are not there.
			this.lost.put(number, previous.handler());
			this.page.describe(number, previous.handler(), SignalPage.PASS);
		}
	}

	synchronized boolean hasNone() {
		return this.installed.isEmpty();
	}

	/**
	 * Whether other Java code took a signal and gave it back.
	 * @param number the number of the signal
	 * @return {@code true} if our handler is in its place, but not as we installed it
	 */
	public boolean isRestoredByTheJvm(int number) {
		// With flags of its own, without SA_ONSTACK (os::signal in signals_posix.cpp).
		SignalAction present = action(number);
		return isStub(present.handler()) && (present.flags() & SignalAction.FLAGS) != SignalAction.FLAGS;
	}

	/**
	 * Installs our handler again, if it is in use.
	 * @param number the number of the signal
	 */
	public synchronized void reinstall(int number) {
		if (this.installed.containsKey(number)) {
			this.signals.install(number, new SignalAction(this.stub.address(), SignalAction.FLAGS));
		}
	}

	/**
	 * Whether the kernel would call our handler.
	 * @param number the number of the signal
	 * @return {@code false} if somebody else took it, or nobody did
	 */
	public boolean isOurs(int number) {
		return isStub(action(number).handler());
	}

	/**
	 * Whether a handler is ours.
	 * @param address the address of a handler
	 * @return {@code true} if it lies in the stub
	 */
	public boolean isStub(long address) {
		return this.stub.contains(address);
	}

	/**
	 * What the kernel would do with a signal.
	 * @param number the number of the signal
	 * @return the action
	 */
	public SignalAction action(int number) {
		return this.signals.readBack(number);
	}

	// To whom the signal belonged before us, unless the stub has called them already.
	// The kernel's own action is not made up for: it would end the process for a signal
	// that was meant for a listener that has just left. Nothing is allocated here,
	// because it is the last resort when there is no memory.
	void passOn(int number) {
		if ((this.chained & bit(number)) == 0) {
			callPrevious(number);
		}
	}

	// Like a signal of the process that did not come to us, whoever it belongs to.
	void terminate(int number) {
		if (!callPrevious(number) && !isOurs(number)) {
			this.signals.kill(number);
		}
	}

	boolean callPrevious(int number) {
		long previous = this.page.previous(number);
		boolean code = previous != SignalAction.DEFAULT && previous != SignalAction.IGNORE;
		if (code) {
			this.signals.callHandler(previous, number);
		}
		return code;
	}

	private static long bit(int number) {
		return 1L << (number - 1);
	}

}
