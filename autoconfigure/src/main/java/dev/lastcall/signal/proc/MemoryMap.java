package dev.lastcall.signal.proc;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What lies where in the memory of a process, from its {@code maps} file (proc(5)).
 * Immutable and thread-safe.
 */
public final class MemoryMap {

	private static final Pattern LINE = Pattern
		.compile("(?m)^(\\p{XDigit}{1,16})-(\\p{XDigit}{1,16}) (\\S+) (\\p{XDigit}{1,16}) \\S+ \\S+ *(.*)$");

	private final List<Mapping> mappings;

	private MemoryMap(List<Mapping> mappings) {
		this.mappings = mappings;
	}

	static MemoryMap parse(String text) {
		return new MemoryMap(LINE.matcher(text).results().map(Mapping::of).toList());
	}

	/**
	 * Finds what lies at an address.
	 * @param address the address, unsigned
	 * @return the mapping, or empty if nothing is mapped there
	 */
	public Optional<Mapping> at(long address) {
		return this.mappings.stream().filter((mapping) -> mapping.contains(address)).findFirst();
	}

	/**
	 * Finds a mapped file.
	 * @param name how the last part of its path begins, such as {@code libjvm.so}
	 * @return its first mapping, or empty if no such file is mapped
	 */
	public Optional<Mapping> file(String name) {
		return this.mappings.stream()
			.filter((mapping) -> mapping.isFile() && mapping.fileName().startsWith(name))
			.findFirst();
	}

	/**
	 * One line of the map.
	 *
	 * @param start the first address
	 * @param end the address after the last
	 * @param permissions such as {@code r-xp}
	 * @param offset where in the file the mapping begins
	 * @param path the file, something in brackets, or empty for anonymous memory
	 */
	public record Mapping(long start, long end, String permissions, long offset, String path) {

		private static Mapping of(MatchResult line) {
			return new Mapping(hexadecimal(line.group(1)), hexadecimal(line.group(2)), line.group(3),
					hexadecimal(line.group(4)), line.group(5).strip());
		}

		private static long hexadecimal(String digits) {
			return Long.parseUnsignedLong(digits, 16);
		}

		private boolean contains(long address) {
			return Long.compareUnsigned(this.start, address) <= 0 && Long.compareUnsigned(address, this.end) < 0;
		}

		/**
		 * Whether a file is mapped here.
		 * @return {@code false} for anonymous memory, stacks and what the kernel provides
		 */
		public boolean isFile() {
			return this.path.startsWith("/");
		}

		/**
		 * The name of the mapped file.
		 * @return the last part of the path, with {@code (deleted)} behind it where the
		 * kernel says so
		 */
		public String fileName() {
			return this.path.substring(this.path.lastIndexOf('/') + 1);
		}

		/**
		 * Where in the mapped file an address lies, as {@code addr2line} wants it.
		 * @param address an address in this mapping
		 * @return the offset
		 */
		public long offsetOf(long address) {
			return address - this.start + this.offset;
		}

	}

}
