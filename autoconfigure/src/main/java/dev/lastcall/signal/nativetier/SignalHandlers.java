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
final class SignalHandlers {

	private final LibcSignals signals;

	private final SignalPage page;

	private final Stub stub;

	// Signal number to what was there before us, while ours is installed.
	private final Map<Integer, SignalAction> installed = new HashMap<>();

	SignalHandlers(LibcSignals signals, SignalPage page, Stub stub) {
		this.signals = signals;
		this.page = page;
		this.stub = stub;
	}

	synchronized boolean isInstalled(int number) {
		return this.installed.containsKey(number);
	}

	// False if somebody between us and the kernel took the call and did not pass it on.
	synchronized boolean install(int number, SignalAction previous, long flags) {
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
			// are
			// not there.
			this.page.describe(number, previous.handler(), SignalPage.PASS);
		}
	}

	boolean isOurs(int number) {
		return isStub(action(number).handler());
	}

	boolean isStub(long address) {
		return this.stub.contains(address);
	}

	SignalAction action(int number) {
		return this.signals.readBack(number);
	}

	// To whom the signal belonged before us, or belongs now.
	void passOn(int number) {
		if (!callPrevious(number) && action(number).handler() == SignalAction.DEFAULT) {
			this.signals.kill(number);
		}
	}

	boolean callPrevious(int number) {
		SignalAction previous = new SignalAction(this.page.previous(number), 0);
		if (previous.isCode()) {
			this.signals.callHandler(previous.handler(), number);
		}
		return previous.isCode();
	}

}
