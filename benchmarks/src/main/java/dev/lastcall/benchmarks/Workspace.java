package dev.lastcall.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.lastcall.sample.fleet.SampleInstance;

/**
 * The two sides of a comparison and a temporary directory for what they write, which is
 * deleted at the end. Used by one thread.
 */
final class Workspace implements AutoCloseable {

	private final Path directory;

	private final Sides<Path> jars;

	private Workspace(Path directory, Sides<Path> jars) {
		this.directory = directory;
		this.jars = jars;
	}

	/**
	 * Creates a workspace with both sides.
	 * @param sampleJar the executable jar of the sample application
	 * @return the workspace
	 */
	static Workspace create(Path sampleJar) {
		try {
			Path directory = Files.createTempDirectory("lastcall-benchmarks");
			Path stockJar = StockJar.create(sampleJar, directory.resolve("stock.jar"));
			return new Workspace(directory, new Sides<>(stockJar, sampleJar));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Creates a workspace where both sides are without Last Call: what they differ by is
	 * what the measurement is off by.
	 * @param sampleJar the executable jar of the sample application
	 * @return the workspace
	 */
	static Workspace control(Path sampleJar) {
		Workspace workspace = create(sampleJar);
		Path stockJar = workspace.jar(Side.STOCK);
		return new Workspace(workspace.directory, new Sides<>(stockJar, stockJar));
	}

	Path jar(Side side) {
		return this.jars.get(side);
	}

	/**
	 * Creates an instance of one side that is not started.
	 * @param side the side
	 * @return the instance
	 */
	SampleInstance instance(Side side) {
		return new SampleInstance(side.name(), jar(side), newDirectory());
	}

	/**
	 * Creates an empty directory.
	 * @return the directory
	 */
	Path newDirectory() {
		try {
			return Files.createTempDirectory(this.directory, "run");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try (Stream<Path> paths = Files.walk(this.directory)) {
			List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
			for (Path path : deepestFirst) {
				Files.delete(path);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
