package dev.lastcall.termination.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.HandBack;
import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Place;

/**
 * {@link Drain} that properties have put in another place. It can be rehearsed or undone
 * exactly if the drain itself can.
 */
class PlacedDrain implements Drain {

	private final Drain drain;

	private final Stage stage;

	private final Set<String> after;

	private PlacedDrain(Drain drain, Stage stage, Set<String> after) {
		this.drain = drain;
		this.stage = stage;
		this.after = after;
	}

	static List<Drain> place(Collection<Drain> drains, Map<String, Place> places) {
		Set<String> names = drains.stream().map(Drain::name).collect(Collectors.toCollection(TreeSet::new));
		places.keySet().forEach((name) -> {
			if (!names.contains(name)) {
				throw new InvalidSettingException(
						"The properties 'lastcall.drains.%s' place a drain that does not exist.".formatted(name),
						"Name one of %s, or remove them.".formatted(names));
			}
		});
		return drains.stream().map((drain) -> place(drain, places.get(drain.name()))).toList();
	}

	private static Drain place(Drain drain, @Nullable Place place) {
		if (place == null) {
			return drain;
		}
		Stage stage = (place.stage() != null) ? stage(drain.name(), place.stage()) : drain.stage();
		Set<String> after = (place.after() != null) ? place.after() : drain.after();
		if (drain instanceof ResumableDrain resumable) {
			return new Resumable(resumable, stage, after);
		}
		return (drain instanceof RehearsableDrain rehearsable) ? new Rehearsable(rehearsable, stage, after)
				: new PlacedDrain(drain, stage, after);
	}

	private static Stage stage(String drain, String name) {
		List<Stage> stages = Arrays.stream(Stage.values()).filter(Stage::hasDrains).toList();
		return stages.stream()
			.filter((stage) -> stage.label().equals(name.toLowerCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(() -> new InvalidSettingException(
					"The property 'lastcall.drains.%s.stage' is '%s', which is not a stage.".formatted(drain, name),
					"Set it to one of %s.".formatted(stages.stream().map(Stage::label).toList())));
	}

	@Override
	public String name() {
		return this.drain.name();
	}

	@Override
	public Stage stage() {
		return this.stage;
	}

	@Override
	public Set<String> after() {
		return this.after;
	}

	@Override
	public void drain(DrainContext context) throws Exception {
		this.drain.drain(context);
	}

	@Override
	public Remaining remaining() {
		return this.drain.remaining();
	}

	@Override
	public Collection<Thread> threads() {
		return this.drain.threads();
	}

	@Override
	public Optional<HandBack> handBack() {
		return this.drain.handBack();
	}

	/**
	 * {@link PlacedDrain} of one that can be rehearsed.
	 */
	private static class Rehearsable extends PlacedDrain implements RehearsableDrain {

		private final RehearsableDrain drain;

		Rehearsable(RehearsableDrain drain, Stage stage, Set<String> after) {
			super(drain, stage, after);
			this.drain = drain;
		}

		@Override
		public void rehearse(DrainContext context) throws Exception {
			this.drain.rehearse(context);
		}

		@Override
		public Optional<Duration> quiet() {
			return this.drain.quiet();
		}

	}

	/**
	 * {@link PlacedDrain} of one that can be undone.
	 */
	private static final class Resumable extends Rehearsable implements ResumableDrain {

		private final ResumableDrain drain;

		Resumable(ResumableDrain drain, Stage stage, Set<String> after) {
			super(drain, stage, after);
			this.drain = drain;
		}

		@Override
		public void resume() throws Exception {
			this.drain.resume();
		}

	}

}
