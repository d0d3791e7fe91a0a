package dev.lastcall.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The executable jar of the sample application without Last Call: without its libraries,
 * those that only it needs, and the one class of the application that implements its
 * interface. Everything else is copied as it is; nested jars stay uncompressed, because
 * Spring Boot's loader requires it.
 */
final class StockJar {

	private static final String LIBRARIES = "BOOT-INF/lib/";

	private static final List<String> DROPPED = List.of(LIBRARIES + "lastcall-",
			"BOOT-INF/classes/dev/lastcall/sample/invoice/InvoiceDrain");

	// jffi; nothing else in the application uses these.
	private static final List<String> DROPPED_IF_PRESENT = List.of(LIBRARIES + "jffi-");

	private StockJar() {
	}

	/**
	 * Creates the jar.
	 * @param sampleJar the executable jar of the sample application
	 * @param stockJar where to create the other one
	 * @return {@code stockJar}
	 * @throws IOException if a jar cannot be read or written
	 */
	static Path create(Path sampleJar, Path stockJar) throws IOException {
		Set<String> dropped = new HashSet<>();
		try (ZipFile source = new ZipFile(sampleJar.toFile());
				ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(stockJar))) {
			source.stream().map(ZipEntry::getName).filter(StockJar::isDropped).forEach(dropped::add);
			requireLastCall(sampleJar, dropped);
			for (ZipEntry entry : source.stream().filter((entry) -> !dropped.contains(entry.getName())).toList()) {
				copy(source, entry, target, dropped);
			}
		}
		return stockJar;
	}

	private static boolean isDropped(String name) {
		return DROPPED.stream().anyMatch(name::startsWith) || DROPPED_IF_PRESENT.stream().anyMatch(name::startsWith);
	}

	private static void requireLastCall(Path sampleJar, Set<String> dropped) {
		for (String prefix : DROPPED) {
			if (dropped.stream().noneMatch((name) -> name.startsWith(prefix))) {
				throw new IllegalStateException(
						"'%s' has no '%s...', so there is nothing to compare".formatted(sampleJar, prefix));
			}
		}
	}

	private static void copy(ZipFile source, ZipEntry entry, ZipOutputStream target, Set<String> dropped)
			throws IOException {
		ZipEntry copy = new ZipEntry(entry.getName());
		copy.setTime(entry.getTime());
		copy.setMethod(entry.getMethod());
		if (entry.getMethod() == ZipEntry.STORED) {
			copy.setSize(entry.getSize());
			copy.setCrc(entry.getCrc());
		}
		target.putNextEntry(copy);
		try (InputStream content = source.getInputStream(entry)) {
			if (entry.getName().endsWith(".idx")) {
				target.write(withoutLines(content, dropped));
			}
			else {
				content.transferTo(target);
			}
		}
		target.closeEntry();
	}

	private static byte[] withoutLines(InputStream index, Set<String> dropped) throws IOException {
		return new String(index.readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> dropped.stream().noneMatch(line::contains))
			.collect(Collectors.joining("\n", "", "\n"))
			.getBytes(StandardCharsets.UTF_8);
	}

}
