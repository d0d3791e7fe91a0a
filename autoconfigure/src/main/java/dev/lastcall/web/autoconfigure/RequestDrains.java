package dev.lastcall.web.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

import dev.lastcall.drain.Ticker;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.autoconfigure.Surroundings;
import dev.lastcall.termination.context.ReadinessDrain;
import dev.lastcall.web.LingerDrain;
import dev.lastcall.web.LingerTimes;
import dev.lastcall.web.RequestGate;
import dev.lastcall.web.ServerConnections;
import dev.lastcall.web.context.LateTrafficLog;

/**
 * What the auto-configurations of requests have in common, however these are served.
 */
final class RequestDrains {

	/**
	 * The name of the request gate's bean, for conditions: see
	 * {@link dev.lastcall.termination.autoconfigure.TerminationAutoConfiguration#COORDINATOR}.
	 */
	static final String REQUEST_GATE = "lastcallRequestGate";

	private RequestDrains() {
	}

	static List<String> probePaths(WebProperties properties, List<String> actuator) {
		List<String> paths = new ArrayList<>(properties.probePaths());
		paths.addAll(actuator);
		return paths;
	}

	static BooleanSupplier serverCloses(ObjectProvider<ServerConnections> servers) {
		List<ServerConnections> connections = servers.stream().toList();
		return () -> connections.stream().anyMatch(ServerConnections::isEffective);
	}

	static LingerDrain linger(RequestGate gate, LingerProperties properties, Coordinator coordinator,
			ReadinessDrain readiness, Environment environment) {
		LingerTimes times = properties.times(coordinator.budget(), Surroundings.of(environment));
		return new LingerDrain(gate, times, readiness::hasAccepted, Ticker.system(),
				(late) -> LateTrafficLog.tell(late, times));
	}

}
