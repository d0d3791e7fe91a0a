package dev.lastcall.drain;

/**
 * {@link Drain} made of its parts.
 *
 * @param name the name
 * @param stage the stage
 * @param action comes to rest
 */
record SimpleDrain(String name, Stage stage, Action action) implements Drain {

	@Override
	public void drain(DrainContext context) throws Exception {
		this.action.drain(context);
	}

}
