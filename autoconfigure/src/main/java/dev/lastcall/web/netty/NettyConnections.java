package dev.lastcall.web.netty;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.http.server.HttpServer;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.drain.Ticker;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.ServerConnections;

/**
 * {@link ServerConnections} of the Netty server on the application's own port. A separate
 * management port belongs to another application context, whose server is not customized
 * by the beans of this one; it must answer until the end. The server knows its
 * connections itself, so nothing is kept for any of them before a termination.
 */
public final class NettyConnections
		implements ServerConnections, DrainSource, WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

	private final Ticker ticker;

	private final Function<ServerConnections, ConnectionDrain> makeDrain;

	private volatile @Nullable ConnectionDrain drain;

	// Both are written when the server starts, and read in a termination.
	private volatile @Nullable ChannelGroup channels;

	private volatile @Nullable Channel listening;

	private volatile boolean closing;

	/**
	 * Creates the connections of a server that has yet to start.
	 * @param ticker the clock
	 * @param makeDrain makes the drain that moves these connections away, once
	 */
	public NettyConnections(Ticker ticker, Function<ServerConnections, ConnectionDrain> makeDrain) {
		this.ticker = ticker;
		this.makeDrain = makeDrain;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		factory.addServerCustomizers(this::observe);
	}

	// Boot gives the server its group of channels after all customizers, so it is asked
	// for when the server binds.
	private HttpServer observe(HttpServer server) {
		return server.doOnBind((config) -> this.channels = config.channelGroup())
			.doOnBound((bound) -> this.listening = bound.channel())
			.childObserve(this::onStateChange);
	}

	private void onStateChange(Connection connection, State state) {
		if (this.closing && state == State.CONNECTED) {
			NettyConnection.of(connection.channel(), this.ticker).ask();
		}
	}

	@Override
	public boolean isEffective() {
		return this.channels != null;
	}

	@Override
	public Collection<Drain> drains() {
		ConnectionDrain drain = this.makeDrain.apply(this);
		this.drain = drain;
		return List.of(drain);
	}

	@Override
	public long asked() {
		ConnectionDrain drain = this.drain;
		return (drain != null) ? drain.asked() : 0;
	}

	@Override
	public Set<NettyConnection> open() {
		ChannelGroup channels = this.channels;
		// Streams of HTTP/2 are channels too; their parent is the connection's.
		return (channels != null) ? channels.stream()
			.filter((channel) -> channel.parent() instanceof ServerChannel)
			.map((channel) -> NettyConnection.of(channel, this.ticker))
			.filter(NettyConnection::isOpen)
			.collect(Collectors.toSet()) : Set.of();
	}

	@Override
	public void closeAfterEachResponse() {
		this.closing = true;
	}

	@Override
	public void stopListening() {
		Channel listening = this.listening;
		if (listening != null) {
			ChannelFuture unused = listening.close();
		}
	}

	@Override
	public void resume() {
		this.closing = false;
		open().forEach(NettyConnection::letStay);
	}

}
