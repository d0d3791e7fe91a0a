package dev.lastcall.web.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Ticker;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.netty.NettyConnections;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connections of Reactor
 * Netty.
 */
@AutoConfiguration(after = ReactiveWebAutoConfiguration.class)
@ConditionalOnBean(name = RequestDrains.REQUEST_GATE, search = SearchStrategy.CURRENT)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory")
public final class ReactorNettyWebAutoConfiguration {

	@Bean
	NettyConnections lastcallNettyConnections(ObjectProvider<LingerDrain> linger,
			ObjectProvider<WebProperties> properties) {
		return new NettyConnections(Ticker.system(), (connections) -> new ConnectionDrain(connections,
				linger.getObject(), properties.getObject().lateRequests(), Ticker.system()));
	}

}
