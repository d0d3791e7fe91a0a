package dev.lastcall.termination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;

/**
 * Main class of a process that takes its own address space away, so that no thread can be
 * had any more, and then terminates twice: once prepared before, and once not. Neither
 * may wait for the threads that there are not, which would take it longer than its caller
 * waits.
 */
public final class NoThreadProbe {

	private static final Budget BUDGET = new Budget(Duration.ofSeconds(60), Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

	private NoThreadProbe() {
	}

	public static void main(String[] arguments) throws IOException, InterruptedException {
		Coordinator prepared = coordinator();
		Coordinator late = coordinator();
		List<Drain> drains = List.of(Drain.of("mail", Stage.WORK, (context) -> System.out.println("drained")));
		prepared.prepare(drains);
		limitAddressSpace(Long.parseLong(arguments[0]));
		try {
			late.prepare(drains);
		}
		catch (OutOfMemoryError ex) {
			System.out.println("no thread");
		}
		terminate("late", late);
		terminate("prepared", prepared);
	}

	private static void limitAddressSpace(long room) throws IOException, InterruptedException {
		String size = Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("VmSize:"))
			.map((line) -> line.replaceAll("\\D", ""))
			.findFirst()
			.orElseThrow();
		long limit = Long.parseLong(size) * 1024 + room;
		new ProcessBuilder("prlimit", "--pid", Long.toString(ProcessHandle.current().pid()), "--as=" + limit)
			.inheritIO()
			.start()
			.waitFor();
	}

	private static void terminate(String name, Coordinator coordinator) {
		coordinator.atLast(() -> System.out.println("%s on %s".formatted(name, Thread.currentThread().getName())));
		coordinator.begin(new Cause.JvmShutdown());
		coordinator.ended()
			.join()
			.drains()
			.forEach((drain) -> System.out
				.println("%s %s %s %s".formatted(name, drain.name(), drain.status(), drain.failure())));
	}

	private static Coordinator coordinator() {
		return new Coordinator(BUDGET, List.of(), Ticker.system());
	}

}
