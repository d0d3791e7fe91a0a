package dev.lastcall.faults;

import java.util.List;

/**
 * A fault, and how a process that has it must leave.
 */
enum Fault {

	HANDLER_THAT_NEVER_RETURNS(Faults.HandlerThatNeverReturns.class, 124, "Drain 'http-requests' is abandoned",
			"GET /hang for \\d+ ms on http-nio", "at dev.lastcall.faults.FaultApplication.hang"),

	DRAIN_THAT_THROWS(Faults.DrainThatThrows.class, 124, "Drain 'culprit' failed", "This drain is broken"),

	DRAIN_THAT_IGNORES_INTERRUPTION(Faults.DrainThatIgnoresInterruption.class, 124, "Drain 'culprit' is cancelled",
			"Drain 'culprit' is interrupted", "Drain 'culprit' is abandoned",
			"at dev.lastcall.faults.FaultApplication.hang"),

	DRAIN_THAT_EXITS(Faults.DrainThatExits.class, 3, "Drain 'culprit' is abandoned",
			"at dev.lastcall.faults.Faults\\$DrainThatExits.drain"),

	DRAIN_THAT_CLOSES_THE_CONTEXT(Faults.DrainThatClosesTheContext.class, 124, "Drain 'culprit' is abandoned",
			"at dev.lastcall.faults.Faults\\$DrainThatClosesTheContext.drain"),

	TASK_THAT_NEVER_RETURNS(Faults.TaskThatNeverReturns.class, 124, "Drain 'applicationTaskExecutor' is abandoned",
			"1 running, 2 queued", "at dev.lastcall.faults.FaultApplication.hang"),

	STOP_THAT_BLOCKS(Faults.StopThatBlocks.class, 124, "Drain 'application-context' is abandoned",
			"at dev.lastcall.faults.Faults\\$StopThatBlocks.stop"),

	DESTROY_THAT_BLOCKS(Faults.DestroyThatBlocks.class, 124, "Drain 'application-context' is abandoned",
			"at dev.lastcall.faults.Faults\\$DestroyThatBlocks.destroy"),

	SHUTDOWN_HOOK_THAT_BLOCKS(Faults.ShutdownHookThatBlocks.class, 124, "Termination ended on SIGTERM",
			"\"culprit\" TIMED_WAITING", "Termination forced on SIGTERM");

	private final Class<?> source;

	private final int exitCode;

	private final List<String> log;

	Fault(Class<?> source, int exitCode, String... log) {
		this.source = source;
		this.exitCode = exitCode;
		this.log = List.of(log);
	}

	Class<?> source() {
		return this.source;
	}

	int exitCode() {
		return this.exitCode;
	}

	List<String> log() {
		return this.log;
	}

}
