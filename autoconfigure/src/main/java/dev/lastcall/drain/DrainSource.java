package dev.lastcall.drain;

import java.util.Collection;

/**
 * Gives drains that are known only once the application context is complete, such as one
 * for each executor.
 */
@FunctionalInterface
public interface DrainSource {

	/**
	 * The drains. Called once, after every singleton of the application context exists.
	 * @return the drains, possibly none
	 */
	Collection<Drain> drains();

}
