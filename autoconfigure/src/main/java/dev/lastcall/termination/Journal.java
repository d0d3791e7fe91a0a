package dev.lastcall.termination;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.Prepared;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;

/**
 * Writes down what happens, so that a {@link Report} can be had at any time. Events come
 * from the coordinator's thread, readers from everywhere; this object's lock guards all
 * fields and is never held across foreign code.
 */
final class Journal implements TerminationListener {

	private final Ticker ticker;

	// Each entry as it reads at a given time: one that is still open grows older.
	private final Map<Stage, LongFunction<StageEntry>> stages = new LinkedHashMap<>();

	private final Map<String, LongFunction<DrainEntry>> drains = new LinkedHashMap<>();

	private volatile Map<String, Drain> known = Map.of();

	private @Nullable TerminationBegan beginning;

	private long began;

	Journal(Ticker ticker) {
		this.ticker = ticker;
	}

	@Override
	public synchronized void onEvent(TerminationEvent event) {
		long now = this.ticker.nanos();
		if (event instanceof Prepared prepared) {
			this.known = prepared.drains().stream().collect(Collectors.toMap(Drain::name, Function.identity()));
		}
		else if (event instanceof TerminationBegan termination) {
			this.beginning = termination;
			this.began = now;
		}
		else if (event instanceof StageBegan stage) {
			this.stages.put(stage.stage(), (time) -> new StageEntry(stage.stage(), Duration.ofNanos(time - now)));
		}
		else if (event instanceof StageEnded stage) {
			this.stages.put(stage.stage(), (time) -> new StageEntry(stage.stage(), stage.elapsed()));
		}
		else if (event instanceof DrainBegan drain) {
			this.drains.put(drain.drain(), (time) -> new DrainEntry(drain.stage(), drain.drain(), DrainStatus.RUNNING,
					Duration.ofNanos(time - now), remaining(drain.drain()), ""));
		}
		else if (event instanceof DrainEnded drain) {
			this.drains.put(drain.drain(), (time) -> new DrainEntry(drain.stage(), drain.drain(), drain.status(),
					drain.elapsed(), drain.remaining(), drain.failure().map(Throwable::toString).orElse("")));
		}
	}

	Optional<Report> report() {
		TerminationBegan beginning;
		long began;
		List<LongFunction<StageEntry>> stages;
		List<LongFunction<DrainEntry>> drains;
		synchronized (this) {
			beginning = this.beginning;
			began = this.began;
			stages = List.copyOf(this.stages.values());
			drains = List.copyOf(this.drains.values());
		}
		if (beginning == null) {
			return Optional.empty();
		}
		long now = this.ticker.nanos();
		return Optional.of(new Report(beginning.cause(), beginning.budget(), Duration.ofNanos(now - began),
				stages.stream().map((entry) -> entry.apply(now)).toList(),
				drains.stream().map((entry) -> entry.apply(now)).toList()));
	}

	// The application's code, asked outside the lock, and for information only.
	private Remaining remaining(String name) {
		Drain drain = this.known.get(name);
		try {
			return (drain != null) ? drain.remaining() : Remaining.unknown();
		}
		catch (RuntimeException ex) {
			return Remaining.unknown();
		}
	}

}
