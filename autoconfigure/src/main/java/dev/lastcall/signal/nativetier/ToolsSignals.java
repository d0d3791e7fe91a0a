package dev.lastcall.signal.nativetier;

import java.util.function.IntPredicate;

import dev.lastcall.signal.PosixSignal;

/**
 * Finds the SIGQUITs of tools that attach, which are no dump and no termination. If the
 * JVM has not been called by the stub, it is called now.
 */
final class ToolsSignals implements IntPredicate {

	private final AttachRequest attachRequest = new AttachRequest(ProcessHandle.current().pid());

	private final SignalHandlers handlers;

	ToolsSignals(SignalHandlers handlers) {
		this.handlers = handlers;
	}

	@Override
	public boolean test(int number) {
		if (number != PosixSignal.QUIT.number() || !this.attachRequest.isPending()) {
			return false;
		}
		this.handlers.passOn(number);
		return true;
	}

}
