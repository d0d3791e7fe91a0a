package dev.lastcall.termination;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.lastcall.termination.TerminationEvent.PartFailed;

/**
 * Something that listeners are told. Immutable.
 *
 * @param news tells one listener
 * @param failure what a listener threw, if that is the news
 */
record Notice(Consumer<TerminationListener> news, @Nullable Throwable failure) {

	static Notice of(TerminationEvent event) {
		return new Notice((listener) -> listener.onEvent(event), null);
	}

	static Notice of(Consumer<TerminationListener> news) {
		return new Notice(news, null);
	}

	/**
	 * Tells a listener.
	 * @param listener the listener
	 * @return what the others are to be told, because it threw; {@code null} if it did
	 * not, or not for the first time, or without memory
	 */
	@Nullable Notice tell(TerminationListener listener) {
		try {
			this.news.accept(listener);
			return null;
		}
		catch (Throwable ex) {
			return failed(listener, ex);
		}
	}

	private @Nullable Notice failed(TerminationListener failed, Throwable thrown) {
		try {
			if (this.failure == null) {
				return failure(failed, thrown);
			}
			// Listeners that throw at each other's failures would go round. HotSpot
			// throws the same OutOfMemoryError again and again.
			if (thrown != this.failure) {
				this.failure.addSuppressed(thrown);
			}
			return null;
		}
		catch (Throwable ex) {
			// Without memory.
			return null;
		}
	}

	/**
	 * What all but a listener are told when it throws.
	 * @param failed the listener
	 * @param thrown what it threw
	 * @return the notice
	 */
	static Notice failure(TerminationListener failed, Throwable thrown) {
		PartFailed event = new PartFailed(failed.getClass().getName(), thrown);
		return new Notice((listener) -> {
			if (listener != failed) {
				listener.onEvent(event);
			}
		}, thrown);
	}

}
