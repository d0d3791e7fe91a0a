package dev.lastcall.benchmarks;

/**
 * Something that is measured with and without Last Call in one run.
 */
@FunctionalInterface
interface Comparison {

	/**
	 * Measures, which takes up to a few minutes.
	 * @param workspace what is compared, and where
	 * @param rounds how often to measure each side, at least 1
	 * @return the result in Markdown
	 */
	String run(Workspace workspace, int rounds);

}
