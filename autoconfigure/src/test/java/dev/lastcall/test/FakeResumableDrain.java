package dev.lastcall.test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Remaining;
import dev.lastcall.drain.ResumableDrain;
import dev.lastcall.drain.Stage;

/**
 * {@link ResumableDrain} that writes down what is done to it and fails if two do so at
 * the same time.
 */
public final class FakeResumableDrain implements ResumableDrain {

	private final FakeDrain draining;

	private final FakeDrain resuming;

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private volatile boolean busy;

	private volatile Duration quiet;

	private FakeResumableDrain(Stage stage, String name) {
		this.draining = FakeDrain.in(stage, name);
		this.resuming = FakeDrain.in(stage, name);
	}

	public static FakeResumableDrain in(Stage stage, String name) {
		return new FakeResumableDrain(stage, name);
	}

	/**
	 * What it does to drain.
	 */
	public FakeDrain draining() {
		return this.draining;
	}

	/**
	 * What it does to resume.
	 */
	public FakeDrain resuming() {
		return this.resuming;
	}

	public FakeResumableDrain quietFor(Duration quiet) {
		this.quiet = quiet;
		return this;
	}

	/**
	 * What was done to it and has ended, in order.
	 */
	public List<String> calls() {
		return List.copyOf(this.calls);
	}

	public void release() {
		this.draining.release();
		this.resuming.release();
	}

	private void call(String what, FakeDrain fake, DrainContext context) throws Exception {
		if (this.busy) {
			this.calls.add("two at the same time");
		}
		this.busy = true;
		try {
			fake.drain(context);
			this.calls.add(what);
		}
		finally {
			this.busy = false;
		}
	}

	@Override
	public String name() {
		return this.draining.name();
	}

	@Override
	public Stage stage() {
		return this.draining.stage();
	}

	@Override
	public void drain(DrainContext context) throws Exception {
		call("drain", this.draining, context);
	}

	@Override
	public void rehearse(DrainContext context) throws Exception {
		call("rehearse", this.draining, context);
	}

	@Override
	public void resume() throws Exception {
		call("resume", this.resuming, null);
	}

	@Override
	public Remaining remaining() {
		return this.draining.remaining();
	}

	@Override
	public Optional<Duration> quiet() {
		return Optional.ofNullable(this.quiet);
	}

}
