package dev.lastcall.web.netty;

import java.time.Duration;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;

import dev.lastcall.drain.Ticker;

/**
 * A connection whose client was asked to leave: puts {@code Connection: close} into its
 * next response, after which Reactor Netty closes it. Unlike Tomcat, Netty goes on to
 * chunk a response of unknown length, so clients can tell a complete one from a broken
 * one. Handles on the connection's event loop; may be asked by any thread.
 */
final class Departing extends ChannelDuplexHandler {

	/**
	 * The name in the connection's pipeline.
	 */
	static final String NAME = "lastcall.departing";

	private final Ticker ticker;

	private volatile long active;

	private volatile boolean closing;

	Departing(Ticker ticker) {
		this.ticker = ticker;
		this.active = ticker.nanos();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.active = this.ticker.nanos();
		context.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.active = this.ticker.nanos();
		if (message instanceof HttpResponse response
				&& response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
			HttpUtil.setKeepAlive(response, false);
		}
		ChannelFuture unused = context.write(message, promise);
	}

	/**
	 * Whether nothing has come or gone for a while.
	 * @param atLeast how long
	 * @return {@code true} if the client was asked so long ago, too
	 */
	boolean isQuiet(Duration atLeast) {
		return this.ticker.nanos() - this.active >= atLeast.toNanos();
	}

	/**
	 * Remembers that somebody closes the connection.
	 */
	void close() {
		this.closing = true;
	}

	/**
	 * Whether somebody closes the connection.
	 * @return {@code true} once somebody does
	 */
	boolean isClosing() {
		return this.closing;
	}

}
