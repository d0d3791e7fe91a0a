package dev.lastcall.signal.proc;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is mounted where, from the {@code mountinfo} file of a process (proc(5)).
 * Immutable and thread-safe.
 */
public final class Mounts {

	// Space, tab, newline and backslash of a path are written as octal numbers.
	private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

	private final List<Mount> mounts;

	private Mounts(List<Mount> mounts) {
		this.mounts = mounts;
	}

	static Mounts parse(String text) {
		return new Mounts(text.lines()
			.map((line) -> line.split(" "))
			.filter((fields) -> fields.length > 5)
			.map((fields) -> new Mount(unescape(fields[4]), Set.copyOf(Arrays.asList(fields[5].split(",")))))
			.toList());
	}

	private static String unescape(String path) {
		return ESCAPE.matcher(path)
			.replaceAll((escape) -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 8))));
	}

	/**
	 * Finds the mount on which a file lies.
	 * @param path the absolute path of the file, without symbolic links
	 * @return the mount, or empty if the file says nothing of it
	 */
	public Optional<Mount> of(Path path) {
		// Of two mounts on the same point the later one covers the earlier.
		return this.mounts.stream()
			.filter((mount) -> mount.holds(path.toString()))
			.reduce((first, second) -> (Mount.DEPTH.compare(first, second) > 0) ? first : second);
	}

	/**
	 * A mount.
	 *
	 * @param point the directory on which it is mounted
	 * @param options its own options, such as {@code ro} and {@code noexec}
	 */
	public record Mount(String point, Set<String> options) {

		private static final Comparator<Mount> DEPTH = Comparator.comparing((mount) -> mount.point().length());

		private boolean holds(String path) {
			return "/".equals(this.point) || path.equals(this.point) || path.startsWith(this.point + "/");
		}

	}

}
