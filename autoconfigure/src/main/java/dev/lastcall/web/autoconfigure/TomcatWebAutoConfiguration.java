package dev.lastcall.web.autoconfigure;

import java.util.Optional;

import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration;
import dev.lastcall.web.ConnectionDrain;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.tomcat.TomcatConnections;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the connections of Tomcat.
 */
@AutoConfiguration(after = TerminationAutoConfiguration.class, before = ServletWebAutoConfiguration.class)
@ConditionalOnBean(name = TerminationAutoConfiguration.COORDINATOR, search = SearchStrategy.CURRENT)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Connector.class, TomcatWebServer.class })
public final class TomcatWebAutoConfiguration {

	@Bean
	TomcatConnections lastcallTomcatConnections(ApplicationContext context, ObjectProvider<LingerDrain> linger,
			ObjectProvider<WebProperties> properties) {
		return new TomcatConnections(context,
				(connections) -> Optional.ofNullable(linger.getIfAvailable())
					.map((drain) -> new ConnectionDrain(connections, drain, properties.getObject().lateRequests(),
							Ticker.system())));
	}

}
