package dev.lastcall.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.lastcall.drain.Drain;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainFellBehind;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;
import dev.lastcall.termination.TerminationEvent.DrainRecovered;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationListener;

/**
 * {@link TerminationListener} that writes down what it hears, so that a test can wait for
 * it, for at most ten seconds, and look at the order. Thread-safe.
 */
public final class EventRecord implements TerminationListener {

	private final List<TerminationEvent> events = new ArrayList<>();

	private volatile List<String> prepared = List.of();

	@Override
	public void onPrepared(List<Drain> drains) {
		this.prepared = drains.stream().map(Drain::name).toList();
	}

	@Override
	public synchronized void onEvent(TerminationEvent event) {
		this.events.add(event);
		notifyAll();
	}

	public synchronized List<String> lines() {
		return this.events.stream().map(EventRecord::line).toList();
	}

	/**
	 * The names of the drains that the coordinator was prepared with.
	 */
	public List<String> prepared() {
		return this.prepared;
	}

	public List<String> linesWith(String part) {
		return lines().stream().filter((line) -> line.contains(part)).toList();
	}

	public synchronized <E extends TerminationEvent> List<E> all(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	public <E extends TerminationEvent> E await(Class<E> type, Predicate<E> which) throws InterruptedException {
		return await((event) -> type.isInstance(event) && which.test(type.cast(event)), type.getSimpleName(), type);
	}

	public void await(String line) throws InterruptedException {
		await((event) -> line(event).equals(line), line, TerminationEvent.class);
	}

	private synchronized <E extends TerminationEvent> E await(Predicate<TerminationEvent> which, String what,
			Class<E> type) throws InterruptedException {
		long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (this.events.stream().noneMatch(which)) {
			long left = limit - System.nanoTime();
			if (left <= 0) {
				throw new AssertionError("No '%s' in %s".formatted(what, lines()));
			}
			TimeUnit.NANOSECONDS.timedWait(this, left);
		}
		return this.events.stream().filter(which).map(type::cast).findFirst().orElseThrow();
	}

	private static String line(TerminationEvent event) {
		if (event instanceof StageBegan stage) {
			return "stage %s began".formatted(stage.stage().label());
		}
		if (event instanceof StageEnded stage) {
			return "stage %s ended".formatted(stage.stage().label());
		}
		if (event instanceof DrainBegan drain) {
			return "drain %s began".formatted(drain.drain());
		}
		if (event instanceof DrainCancelled drain) {
			return "drain %s cancelled".formatted(drain.drain());
		}
		if (event instanceof DrainInterrupted drain) {
			return "drain %s interrupted".formatted(drain.drain());
		}
		if (event instanceof DrainEnded drain) {
			return "drain %s %s".formatted(drain.drain(), drain.status().label());
		}
		if (event instanceof DrainCodeFailed drain) {
			return "failed: %s of drain '%s', %s".formatted(drain.method(), drain.drain(), drain.failure());
		}
		if (event instanceof PartFailed part) {
			return "failed: %s, %s".formatted(part.where(), part.failure());
		}
		return lateLine(event);
	}

	private static String lateLine(TerminationEvent event) {
		if (event instanceof DrainHandBackBegan drain) {
			return "drain %s hands back".formatted(drain.drain());
		}
		if (event instanceof DrainHandBackEnded drain) {
			return drain.failure()
				.map((failure) -> "drain %s failed to hand back, %s".formatted(drain.drain(), failure))
				.orElse("drain %s handed %d back".formatted(drain.drain(), drain.handedBack()));
		}
		if (event instanceof DrainFellBehind drain) {
			return "drain %s fell behind".formatted(drain.drain());
		}
		if (event instanceof DrainRecovered drain) {
			return "drain %s recovered".formatted(drain.drain());
		}
		return event.getClass().getSimpleName();
	}

}
