package dev.lastcall.benchmarks;

import java.util.function.Function;

import dev.lastcall.sample.fleet.LoadReport;
import dev.lastcall.sample.fleet.RollingRestart;
import dev.lastcall.sample.fleet.RollingRestart.Result;

/**
 * What clients of a load balancer see of a rolling restart, and what is left in the
 * databases: the scenario of RollingRestartIT. Each round has a table of its own.
 */
final class RollingRestartComparison {

	private RollingRestartComparison() {
	}

	static String run(Workspace workspace, int rounds) {
		StringBuilder tables = new StringBuilder();
		for (int round = 0; round < rounds; round++) {
			tables.append(table(workspace)).append('\n');
		}
		return tables.toString();
	}

	private static Markdown table(Workspace workspace) {
		Sides<Result> results = Sides.of((side) -> RollingRestart.run(workspace.jar(side), workspace.newDirectory()));
		Markdown table = new Markdown("", "stock", "Last Call");
		row(table, "requests", results, (result) -> result.load().requests());
		row(table, "failed", results, (result) -> result.load().failures().size());
		row(table, "failed %", results, (result) -> failedPercent(result.load()));
		row(table, "latency p50", results, (result) -> Markdown.millis(result.load().timings().median()));
		row(table, "latency p99", results, (result) -> Markdown.millis(result.load().timings().percentile(99)));
		row(table, "orders accepted", results, (result) -> result.load().accepted());
		row(table, "orders missing", results, Result::missingOrders);
		row(table, "invoices missing", results, Result::missingInvoices);
		row(table, "longest termination", results, (result) -> Markdown.millis(result.longestTermination()));
		return table;
	}

	private static void row(Markdown table, String label, Sides<Result> results, Function<Result, Object> value) {
		table.row(label, value.apply(results.stock()), value.apply(results.lastCall()));
	}

	private static String failedPercent(LoadReport load) {
		return Markdown.format("%.2f", 100.0 * load.failures().size() / load.requests());
	}

}
