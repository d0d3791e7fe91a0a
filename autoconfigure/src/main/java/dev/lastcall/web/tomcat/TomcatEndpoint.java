package dev.lastcall.web.tomcat;

import java.util.Optional;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.springframework.beans.DirectFieldAccessor;

/**
 * The sockets behind a protocol of Tomcat. A protocol does not give away its endpoint, so
 * its field is read.
 */
final class TomcatEndpoint {

	private static final Log logger = LogFactory.getLog(TomcatEndpoint.class);

	private final Optional<AbstractEndpoint<?, ?>> endpoint;

	TomcatEndpoint(AbstractProtocol<?> protocol) {
		this.endpoint = find(protocol);
	}

	private static Optional<AbstractEndpoint<?, ?>> find(AbstractProtocol<?> protocol) {
		try {
			if (new DirectFieldAccessor(protocol)
				.getPropertyValue("endpoint") instanceof AbstractEndpoint<?, ?> found) {
				return Optional.of(found);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The endpoint cannot be read", ex);
		}
		logger.warn(
				"The connections of '%s' cannot be seen, so all of them are asked to close at the same time, and HTTP/2 hears of the end when the context closes. Use a version of Tomcat that Spring Boot 4.1 manages."
					.formatted(protocol.getName()));
		return Optional.empty();
	}

	Set<? extends SocketWrapperBase<?>> sockets() {
		return this.endpoint.<Set<? extends SocketWrapperBase<?>>>map(AbstractEndpoint::getConnections)
			.orElse(Set.of());
	}

}
