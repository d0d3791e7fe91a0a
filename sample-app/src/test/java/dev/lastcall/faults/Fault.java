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
			"\"culprit\" TIMED_WAITING", "Termination forced on SIGTERM"),

	SHUTDOWN_HOOKS_THAT_DEADLOCK(MoreFaults.ShutdownHooksThatDeadlock.class, 124, "Termination ended on SIGTERM",
			"\"culprit-1\" BLOCKED", "\"culprit-2\" BLOCKED", "Termination forced on SIGTERM"),

	DRAIN_THAT_RUNS_OUT_OF_MEMORY(MoreFaults.DrainThatRunsOutOfMemory.class, 124,
			"Drain 'culprit' failed after \\d+ ms\\.\\R+java.lang.OutOfMemoryError"),

	/**
	 * It goes on allocating, so that the JVM collects without pause.
	 */
	DRAIN_THAT_KEEPS_THE_HEAP(MemoryFaults.DrainThatKeepsTheHeap.class, 124, "Termination began on SIGTERM"),

	/**
	 * It is so before the process is told to leave, and nothing can be said.
	 */
	HEAP_THAT_IS_EXHAUSTED(MemoryFaults.HeapThatIsExhausted.class, 124, "Exhausted"),

	DRAIN_THAT_STARTS_10_000_THREADS(MoreFaults.DrainThatStartsThreads.class, 124, "Drain 'culprit' is abandoned",
			"at dev.lastcall.faults.MoreFaults\\$DrainThatStartsThreads.drain"),

	DRAIN_THAT_EXITS_THREE_TIMES(MoreFaults.DrainThatExitsThreeTimes.class, 3, "Drain 'culprit' is abandoned"),

	ANSWER_THAT_NEVER_COMES(MoreFaults.AnswerThatNeverComes.class, 124,
			"Drain 'culprit' does not answer in 'remaining'", "Drain 'culprit' is abandoned"),

	/**
	 * The appender before the one that blocks still has what each thread says first.
	 */
	APPENDER_THAT_BLOCKS(MoreFaults.AppenderThatBlocks.class, 124, "Termination began on SIGTERM"),

	/**
	 * Nobody reads, so nothing can be said, but all is drained.
	 */
	READER_THAT_STOPS(MoreFaults.OutputWithoutEnd.class, 124, "Chatter"),

	DISK_THAT_IS_FULL(MoreFaults.Nothing.class, 143, "Termination began on SIGTERM"),

	/**
	 * The wall clock jumps by an hour and back by two; the deadline is on the monotonic
	 * one.
	 */
	CLOCK_THAT_JUMPS(Faults.DrainThatIgnoresInterruption.class, 124, "Drain 'culprit' is abandoned"),

	/**
	 * It is stopped for a part of its budget, of which none is given back.
	 */
	STOP_AND_CONTINUE(Faults.DrainThatIgnoresInterruption.class, 124, "Drain 'culprit' is abandoned"),

	/**
	 * It is stopped until after its deadline.
	 */
	STOP_AND_CONTINUE_LATE(Faults.DrainThatIgnoresInterruption.class, 124, "lastcall-drain-culprit");

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

	/**
	 * The drains that come to rest, and are in the report, although nothing can be said.
	 */
	List<String> drained() {
		return (this == APPENDER_THAT_BLOCKS || this == READER_THAT_STOPS)
				? List.of("readiness", "http-requests", "applicationTaskExecutor") : List.of();
	}

	/**
	 * Whether the process can say its last line.
	 */
	boolean saysLastLine() {
		return this != READER_THAT_STOPS && this != DRAIN_THAT_KEEPS_THE_HEAP && this != HEAP_THAT_IS_EXHAUSTED;
	}

}
