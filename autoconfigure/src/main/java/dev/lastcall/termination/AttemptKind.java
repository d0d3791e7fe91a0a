package dev.lastcall.termination;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.RehearsableDrain;
import dev.lastcall.drain.ResumableDrain;

/**
 * What an {@link Attempt} does to its drain.
 */
enum AttemptKind {

	/**
	 * Drains it, in a way that can be undone.
	 */
	DRAIN {

		@Override
		void act(Drain drain, DrainContext context) throws Exception {
			drain.drain(context);
		}

	},

	/**
	 * Rehearses it.
	 */
	REHEARSE {

		@Override
		void act(Drain drain, DrainContext context) throws Exception {
			((RehearsableDrain) drain).rehearse(context);
		}

	},

	/**
	 * Undoes it.
	 */
	UNDO {

		@Override
		void act(Drain drain, DrainContext context) throws Exception {
			((ResumableDrain) drain).resume();
		}

	},

	/**
	 * Drains it for good: joins an earlier attempt that drains, and stops any other.
	 */
	CONTINUE {

		@Override
		void act(Drain drain, DrainContext context) throws Exception {
			drain.drain(context);
		}

	};

	abstract void act(Drain drain, DrainContext context) throws Exception;

}
