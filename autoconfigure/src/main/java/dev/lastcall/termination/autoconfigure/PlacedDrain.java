package dev.lastcall.termination.autoconfigure;

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
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.Stage;
import dev.lastcall.termination.autoconfigure.TerminationProperties.Place;

/**
 * {@link Drain} that properties have put in another place.
 *
 * @param drain the drain itself
 * @param stage the stage in which it runs
 * @param after the drains that it comes after
 */
record PlacedDrain(Drain drain, Stage stage, Set<String> after) implements Drain {

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
		return new PlacedDrain(drain, (place.stage() != null) ? stage(drain.name(), place.stage()) : drain.stage(),
				(place.after() != null) ? place.after() : drain.after());
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

}
