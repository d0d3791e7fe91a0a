package dev.lastcall.termination;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.drain.Stage;

/**
 * Which drains run in which stage, checked once at start-up so that nothing about the
 * order can fail later. Immutable.
 */
public final class DrainPlan {

	private final Map<String, Drain> drains;

	private DrainPlan(Map<String, Drain> drains) {
		this.drains = drains;
	}

	/**
	 * Checks drains and puts them in order.
	 * @param drains the drains
	 * @return the plan
	 * @throws InvalidSettingException if two drains have the same name, a stage has no
	 * drains, or an {@code after} names an unknown or later drain or closes a cycle
	 */
	public static DrainPlan of(Collection<Drain> drains) {
		Map<String, Drain> byName = new LinkedHashMap<>();
		drains.stream().sorted(Comparator.comparing(Drain::stage)).forEach((drain) -> add(byName, drain));
		byName.values().forEach((drain) -> checkAfter(byName, drain));
		Set<String> sound = new HashSet<>();
		byName.values().forEach((drain) -> checkCycle(byName, drain, new ArrayDeque<>(), sound));
		return new DrainPlan(byName);
	}

	private static void add(Map<String, Drain> byName, Drain drain) {
		if (!drain.stage().hasDrains()) {
			throw new InvalidSettingException(
					"The drain '%s' is in the stage '%s', which has no drains.".formatted(drain.name(),
							drain.stage().label()),
					"Choose one of 'announce', 'linger', 'sources', 'work', 'sinks' and 'close'.");
		}
		Drain other = byName.putIfAbsent(drain.name(), drain);
		if (other != null) {
			throw new InvalidSettingException(
					"Two drains are named '%s': one is a %s, the other a %s.".formatted(drain.name(),
							other.getClass().getName(), drain.getClass().getName()),
					"Give each drain a name of its own.");
		}
	}

	private static void checkAfter(Map<String, Drain> byName, Drain drain) {
		for (String name : drain.after()) {
			Drain predecessor = byName.get(name);
			if (predecessor == null) {
				throw new InvalidSettingException(
						"The drain '%s' comes after '%s', but no drain has that name.".formatted(drain.name(), name),
						"Name one of %s, or remove the 'after'.".formatted(quoted(byName.keySet())));
			}
			if (predecessor.stage().isAfter(drain.stage())) {
				throw new InvalidSettingException(
						"The drain '%s' of the stage '%s' comes after '%s', which is in the later stage '%s'."
							.formatted(drain.name(), drain.stage().label(), name, predecessor.stage().label()),
						"Move one of them to the other's stage, or remove the 'after'.");
			}
		}
	}

	private static void checkCycle(Map<String, Drain> byName, Drain drain, Deque<String> path, Set<String> sound) {
		if (sound.contains(drain.name())) {
			return;
		}
		if (path.contains(drain.name())) {
			path.addLast(drain.name());
			while (!path.getFirst().equals(drain.name())) {
				path.removeFirst();
			}
			throw new InvalidSettingException(
					"Drains wait for each other in a cycle: %s.".formatted(String.join(" after ", path)),
					"Remove one 'after' of the cycle.");
		}
		path.addLast(drain.name());
		byName.values()
			.stream()
			.filter((other) -> drain.after().contains(other.name()))
			.forEach((other) -> checkCycle(byName, other, path, sound));
		path.removeLast();
		sound.add(drain.name());
	}

	private static String quoted(Set<String> names) {
		return new TreeSet<>(names).stream().map((name) -> "'" + name + "'").toList().toString();
	}

	/**
	 * Every drain.
	 * @return the drains in the order of their stages
	 */
	public List<Drain> drains() {
		return List.copyOf(this.drains.values());
	}

	/**
	 * The drains of a stage.
	 * @param stage the stage
	 * @return its drains, in the order in which they were declared
	 */
	public List<Drain> drainsOf(Stage stage) {
		return this.drains.values().stream().filter((drain) -> drain.stage() == stage).toList();
	}

}
