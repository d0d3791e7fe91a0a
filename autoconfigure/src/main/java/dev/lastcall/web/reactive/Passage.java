package dev.lastcall.web.reactive;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import dev.lastcall.flight.Flight;

/**
 * Stands between a request's handler and the server, and ends the flight exactly once:
 * when the handler completes or fails, when the server cancels because the client has
 * gone, or when what replaces a response that was cut off is written. Signals come from
 * any thread; {@link #state} decides between them.
 */
final class Passage implements CoreSubscriber<Void>, Subscription {

	private static final int OPEN = 0;

	private static final int CUT = 1;

	private static final int ENDED = 2;

	private static final AtomicIntegerFieldUpdater<Passage> STATE = AtomicIntegerFieldUpdater.newUpdater(Passage.class,
			"state");

	private final CoreSubscriber<? super Void> actual;

	private final Context context;

	private final Flight flight;

	private volatile @Nullable Subscription handling;

	@SuppressWarnings("UnusedVariable")
	private volatile int state = OPEN;

	Passage(CoreSubscriber<? super Void> actual, Context context, Flight flight) {
		this.actual = actual;
		this.context = context;
		this.flight = flight;
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.handling = subscription;
		this.actual.onSubscribe(this);
	}

	@Override
	public void onNext(Void nothing) {
		// There is no such thing.
	}

	@Override
	public void onComplete() {
		if (STATE.compareAndSet(this, OPEN, ENDED)) {
			this.flight.end();
			this.actual.onComplete();
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (STATE.compareAndSet(this, OPEN, ENDED)) {
			this.flight.end();
			this.actual.onError(failure);
		}
		else {
			Operators.onErrorDropped(failure, this.context);
		}
	}

	@Override
	public void request(long count) {
		Subscription handling = this.handling;
		if (handling != null) {
			handling.request(count);
		}
	}

	@Override
	public void cancel() {
		if (STATE.getAndSet(this, ENDED) != ENDED) {
			this.flight.end();
			Subscription handling = this.handling;
			if (handling != null) {
				handling.cancel();
			}
		}
	}

	// A request that was not subscribed to yet is left to end by itself.
	void cut(Mono<Void> replacement) {
		Subscription handling = this.handling;
		if (handling != null && STATE.compareAndSet(this, OPEN, CUT)) {
			handling.cancel();
			replacement.subscribe(null, this::fail, this::end, this.context);
		}
	}

	private void end() {
		if (STATE.compareAndSet(this, CUT, ENDED)) {
			this.flight.end();
			this.actual.onComplete();
		}
	}

	private void fail(Throwable failure) {
		if (STATE.compareAndSet(this, CUT, ENDED)) {
			this.flight.end();
			this.actual.onError(failure);
		}
	}

}
