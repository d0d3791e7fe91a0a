package dev.lastcall.web.netty;

import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.AttributeKey;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;

import dev.lastcall.drain.Ticker;
import dev.lastcall.web.ClientConnection;

/**
 * {@link ClientConnection} of Netty. What is said to it is said on its event loop, and so
 * never within a response; the methods themselves may be called from any thread.
 *
 * @param channel the channel of the connection
 * @param ticker the clock
 */
record NettyConnection(Channel channel, Ticker ticker) implements ClientConnection {

	private static final AttributeKey<Departing> DEPARTING = AttributeKey.valueOf(NettyConnection.class, "departing");

	/**
	 * The connection of a channel.
	 * @param channel the connection's own channel, or that of one of its streams
	 * @param ticker the clock
	 * @return the connection
	 */
	static NettyConnection of(Channel channel, Ticker ticker) {
		Channel parent = channel.parent();
		return new NettyConnection((parent == null || parent instanceof ServerChannel) ? channel : parent, ticker);
	}

	/**
	 * Whether this connection speaks HTTP and nobody is closing it.
	 * @return {@code false} for those of WebSocket sessions too
	 */
	boolean isOpen() {
		Departing departing = this.channel.attr(DEPARTING).get();
		return (departing == null || !departing.isClosing()) && (isHttp2() || isHttp1());
	}

	private boolean isHttp2() {
		return this.channel.pipeline().get(Http2ConnectionHandler.class) != null;
	}

	private boolean isHttp1() {
		return this.channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null;
	}

	// A GOAWAY leaves room for every stream that is on its way (RFC 9113, 6.8).
	@Override
	public boolean ask() {
		Departing departing = new Departing(this.ticker);
		if (this.channel.attr(DEPARTING).setIfAbsent(departing) == null) {
			this.channel.eventLoop().execute(() -> {
				ChannelPipeline pipeline = this.channel.pipeline();
				if (isHttp2()) {
					goAway(Integer.MAX_VALUE);
				}
				else if (isHttp1()) {
					pipeline.addAfter(NettyPipeline.HttpTrafficHandler, Departing.NAME, departing);
				}
			});
		}
		return true;
	}

	private void goAway(int moreStreams) {
		ChannelFuture unused = this.channel
			.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(moreStreams));
	}

	// Over HTTP/2, by when this is called a client has heard of it and opens no more
	// streams; Netty lets those finish that there are.
	@Override
	public boolean closeIfIdle(Duration atLeast) {
		Departing departing = this.channel.attr(DEPARTING).get();
		if (departing == null || !departing.isQuiet(atLeast) || isBusy()) {
			return false;
		}
		departing.close();
		this.channel.eventLoop().execute(() -> {
			if (isHttp2()) {
				goAway(0);
				ChannelFuture unused = this.channel.close();
			}
			else if (!isBusy()) {
				ChannelFuture unused = this.channel.close();
			}
		});
		return true;
	}

	// Reactor Netty takes its operations off a channel between requests. Over HTTP/2 it
	// is each stream's channel that has them.
	private boolean isBusy() {
		return ChannelOperations.get(this.channel) != null;
	}

	/**
	 * Lets an HTTP/1.1 client stay after all. A GOAWAY cannot be taken back.
	 */
	void letStay() {
		Departing departing = this.channel.attr(DEPARTING).getAndSet(null);
		if (departing != null) {
			this.channel.eventLoop().execute(() -> {
				ChannelHandlerContext context = this.channel.pipeline().context(departing);
				if (context != null) {
					this.channel.pipeline().remove(departing);
				}
			});
		}
	}

}
