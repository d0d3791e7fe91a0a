package dev.lastcall.benchmarks;

import dev.lastcall.sample.fleet.SampleInstance;

/**
 * One instance of each side, each with its own ports and database. Used by one thread.
 */
final class Instances implements AutoCloseable {

	private final Sides<SampleInstance> instances;

	Instances(Workspace workspace) {
		this.instances = Sides.of(workspace::instance);
	}

	SampleInstance get(Side side) {
		return this.instances.get(side);
	}

	@Override
	public void close() {
		this.instances.stock().close();
		this.instances.lastCall().close();
	}

}
