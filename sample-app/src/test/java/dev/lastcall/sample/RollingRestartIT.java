package dev.lastcall.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.sample.fleet.Exchange;
import dev.lastcall.sample.fleet.Ledger;
import dev.lastcall.sample.fleet.RollingRestart;
import dev.lastcall.sample.process.AppProcess.Exit;
import dev.lastcall.sample.process.RequiresHaProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise of Last Call, kept or broken as clients of a load balancer see it.
 */
@RequiresHaProxy
class RollingRestartIT {

	private static RollingRestart.Result result;

	@BeforeAll
	static void restartBothInstancesUnderLoad(@TempDir Path directory) {
		result = RollingRestart.run(Path.of(System.getProperty("it.jar")), directory);
	}

	// Nothing else here means anything without it.
	@Test
	void loadReachedBothInstances() {
		assertThat(result.load().requests()).isGreaterThan(1_000);
		assertThat(result.load().accepted("blue")).hasSizeGreaterThan(300);
		assertThat(result.load().accepted("green")).hasSizeGreaterThan(300);
		assertThat(result.load().exchanges()).extracting("request").contains("GET /orders/report");
	}

	@Test
	void noRequestFailed() {
		List<Exchange> failures = result.load().failures();
		assertThat(failures.stream().limit(20))
			.as("%d requests failed. HAProxy says:%n%s", failures.size(), result.proxyLog())
			.isEmpty();
	}

	@Test
	void everyAcceptedOrderIsInTheDatabase() {
		assertThat(result.missingOrders()).isZero();
		assertThat(result.ledgers().values().stream().mapToInt((ledger) -> ledger.pending() + ledger.fulfilled()).sum())
			.isEqualTo(result.load().accepted());
	}

	@Test
	void everyFulfilledOrderHasAnInvoice() {
		assertThat(result.missingInvoices()).isZero();
	}

	@Test
	void everyOrderThatWasTakenIsFulfilled() {
		assertThat(result.ledgers().values()).extracting(Ledger::pending).containsOnly(0);
		assertThat(result.ledgers().values()).extracting(Ledger::fulfilled).allMatch((fulfilled) -> fulfilled > 300);
	}

	@Test
	void everyTerminationEndsWithTheCodeOfItsSignal() {
		assertThat(result.exits()).hasSize(4).extracting(Exit::code).containsOnly(143);
	}

	// The default budget: 30 s of grace without 2 s of margin.
	@Test
	void everyTerminationEndsWithinItsBudget() {
		assertThat(result.longestTermination()).isLessThan(Duration.ofSeconds(28));
	}

	@Test
	void nothingIsLoggedAsAnError() {
		assertThat(result.outputs().values()).allSatisfy(
				(output) -> assertThat(output).contains("Started OrderServiceApplication").doesNotContain(" ERROR "));
	}

}
