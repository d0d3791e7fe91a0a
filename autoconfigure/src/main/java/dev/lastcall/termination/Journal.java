package dev.lastcall.termination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Report.DrainEntry;
import dev.lastcall.termination.Report.StageEntry;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainHandBackBegan;
import dev.lastcall.termination.TerminationEvent.DrainHandBackEnded;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;

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

	private final Map<String, Long> handedBack = new HashMap<>();

	private @Nullable TerminationBegan beginning;

	private long began;

	private @Nullable Report last;

	Journal(Ticker ticker) {
		this.ticker = ticker;
	}

	@Override
	public synchronized void onEvent(TerminationEvent event) {
		long now = this.ticker.nanos();
		if (event instanceof TerminationBegan termination) {
			this.beginning = termination;
			this.began = now;
		}
		else if (event instanceof StageBegan stage) {
			this.stages.put(stage.stage(),
					(time) -> new StageEntry(stage.stage(), Duration.ofNanos(time - now), stage.allowance()));
		}
		else if (event instanceof StageEnded stage) {
			close(stage, now);
		}
		else if (event instanceof DrainBegan drain) {
			this.drains.put(drain.drain(), (time) -> new DrainEntry(drain.stage(), drain.drain(), DrainStatus.RUNNING,
					Duration.ofNanos(time - now), Remaining.unknown(), ""));
		}
		else if (event instanceof DrainEnded drain) {
			put(drain);
		}
		else if (event instanceof DrainHandBackBegan drain) {
			put(drain, now);
		}
		else if (event instanceof DrainHandBackEnded drain) {
			this.handedBack.merge(drain.drain(), drain.handedBack(), Long::sum);
		}
		else if (event instanceof TerminationEnded termination) {
			this.last = termination.report();
		}
	}

	private void close(StageEnded stage, long now) {
		LongFunction<StageEntry> open = this.stages.get(stage.stage());
		Duration allowance = (open != null) ? open.apply(now).allowance() : Duration.ZERO;
		this.stages.put(stage.stage(), (time) -> new StageEntry(stage.stage(), stage.elapsed(), allowance));
	}

	private void put(DrainEnded drain) {
		DrainEntry entry = new DrainEntry(drain.stage(), drain.drain(), drain.status(), drain.elapsed(),
				drain.remaining(), drain.failure().map(Throwable::toString).orElse(""), drain.stacks(),
				this.handedBack.getOrDefault(drain.drain(), 0L));
		this.drains.put(drain.drain(), (time) -> entry);
	}

	// A drain that waited for others may hand back without having begun.
	private void put(DrainHandBackBegan drain, long now) {
		LongFunction<DrainEntry> before = this.drains.getOrDefault(drain.drain(),
				(time) -> new DrainEntry(drain.stage(), drain.drain(), DrainStatus.WAITING,
						Duration.ofNanos(time - now), drain.remaining(), ""));
		this.drains.put(drain.drain(), (time) -> before.apply(time).withStatus(DrainStatus.HANDING_BACK));
	}

	// Asks nobody: the report is wanted most when a drain hangs in its own lock.
	synchronized Optional<Report> report() {
		if (this.beginning == null || this.last != null) {
			return Optional.ofNullable(this.last);
		}
		long now = this.ticker.nanos();
		return Optional.of(new Report(this.beginning.cause(), this.beginning.budget(),
				Duration.ofNanos(now - this.began), at(now, this.stages.values()), at(now, this.drains.values())));
	}

	private static <E> List<E> at(long now, Collection<LongFunction<E>> entries) {
		List<E> list = new ArrayList<>(entries.size());
		for (LongFunction<E> entry : entries) {
			list.add(entry.apply(now));
		}
		return list;
	}

}
