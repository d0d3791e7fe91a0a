package dev.lastcall.termination.context;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.lastcall.drain.Remaining;
import dev.lastcall.exit.Jvm;
import dev.lastcall.termination.DrainStatus;
import dev.lastcall.termination.Report;
import dev.lastcall.termination.TerminationEvent;
import dev.lastcall.termination.TerminationEvent.DrainBegan;
import dev.lastcall.termination.TerminationEvent.DrainCancelled;
import dev.lastcall.termination.TerminationEvent.DrainCodeFailed;
import dev.lastcall.termination.TerminationEvent.DrainEnded;
import dev.lastcall.termination.TerminationEvent.DrainInterrupted;
import dev.lastcall.termination.TerminationEvent.PartFailed;
import dev.lastcall.termination.TerminationEvent.StageBegan;
import dev.lastcall.termination.TerminationEvent.StageEnded;
import dev.lastcall.termination.TerminationEvent.TerminationBegan;
import dev.lastcall.termination.TerminationEvent.TerminationEnded;
import dev.lastcall.termination.TerminationEvent.TerminationExpedited;
import dev.lastcall.termination.TerminationEvent.TerminationForced;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.ThreadStack;
import dev.lastcall.termination.report.ReportSentence;

/**
 * {@link TerminationListener} that writes the log. Every termination ends with one line
 * that begins with "Termination ended" or "Termination forced"; if it is missing, the
 * process was killed.
 */
public final class TerminationLog implements TerminationListener {

	private static final Log logger = LogFactory.getLog(TerminationLog.class);

	private final Jvm jvm;

	private final PrintStream lastResort;

	/**
	 * Creates the listener.
	 * @param jvm the JVM, asked whether its logging system can still be used
	 * @param lastResort where the last words go if it cannot
	 */
	public TerminationLog(Jvm jvm, PrintStream lastResort) {
		this.jvm = jvm;
		this.lastResort = lastResort;
	}

	@Override
	public void onEvent(TerminationEvent event) {
		if (event instanceof TerminationBegan began) {
			logger.info("Termination began on %s and may take %d ms.".formatted(began.cause().describeFully(),
					began.budget().toMillis()));
		}
		else if (event instanceof TerminationExpedited expedited) {
			logger
				.info("Termination is expedited and may take %d ms more.".formatted(expedited.remaining().toMillis()));
		}
		else if (event instanceof TerminationEnded ended) {
			ended(ended.report());
		}
		else if (event instanceof TerminationForced forced) {
			forced(forced);
		}
		else if (event instanceof PartFailed failed) {
			failed(failed);
		}
		else {
			step(event);
		}
	}

	private void failed(PartFailed failed) {
		if (failed.failure() instanceof TimeoutException) {
			logger.warn("The termination does not wait for '%s'.".formatted(failed.where()), failed.failure());
		}
		else {
			logger.error("Last Call failed in %s; the termination goes on.".formatted(failed.where()),
					failed.failure());
		}
	}

	private void step(TerminationEvent event) {
		if (event instanceof StageBegan stage) {
			stage(stage);
		}
		else if (event instanceof StageEnded stage) {
			logger.debug("Stage '%s' ended after %d ms.".formatted(stage.stage().label(), stage.elapsed().toMillis()));
		}
		else if (event instanceof DrainBegan drain) {
			logger.debug("Drain '%s' began.".formatted(drain.drain()));
		}
		else if (event instanceof DrainCancelled drain) {
			logger.warn("Drain '%s' is cancelled%s. %s".formatted(drain.drain(), left(drain.remaining()),
					drain.reason().message()));
		}
		else if (event instanceof DrainCodeFailed drain) {
			codeFailed(drain);
		}
		else if (event instanceof DrainInterrupted drain) {
			logger
				.warn("Drain '%s' is interrupted, because it did not heed its cancellation.".formatted(drain.drain()));
		}
		else if (event instanceof DrainEnded drain) {
			drain(drain);
		}
		else {
			LatenessLog.write(event);
			IntermissionLog.write(event);
		}
	}

	private void codeFailed(DrainCodeFailed drain) {
		if (drain.failure() instanceof TimeoutException) {
			logger.warn("Drain '%s' does not answer in '%s', which must not block; the termination goes on without."
				.formatted(drain.drain(), drain.method()));
		}
		else {
			logger.warn("Drain '%s' threw in '%s', which it should not; the termination goes on."
				.formatted(drain.drain(), drain.method()), drain.failure());
		}
	}

	private void stage(StageBegan stage) {
		String text = "Stage '%s' began and may take %d ms: %s.".formatted(stage.stage().label(),
				stage.allowance().toMillis(),
				stage.drains().isEmpty() ? "no drains" : String.join(", ", stage.drains()));
		if (stage.drains().isEmpty()) {
			logger.debug(text);
		}
		else {
			logger.info(text);
		}
	}

	private void drain(DrainEnded drain) {
		long elapsed = drain.elapsed().toMillis();
		if (drain.status() == DrainStatus.ABANDONED) {
			logger.warn("Drain '%s' is abandoned after %d ms%s.%s".formatted(drain.drain(), elapsed,
					left(drain.remaining()), text(drain.stacks())));
		}
		else if (drain.status() == DrainStatus.HANDED_BACK) {
			logger.warn("Drain '%s' did not come to rest in %d ms, but handed back what was unfinished."
				.formatted(drain.drain(), elapsed));
		}
		else if (drain.failure().isPresent()) {
			logger.warn("Drain '%s' failed after %d ms%s.".formatted(drain.drain(), elapsed, left(drain.remaining())),
					drain.failure().get());
		}
		else {
			logger.info("Drain '%s' is at rest after %d ms.".formatted(drain.drain(), elapsed));
		}
	}

	private void ended(Report report) {
		String text = ReportSentence.of(report);
		if (report.isClean()) {
			logger.info(text);
		}
		else {
			logger.warn(text);
		}
	}

	private void forced(TerminationForced forced) {
		String text = "%s The process is halted. In the way stand:%s".formatted(ReportSentence.of(forced.report()),
				text(forced.stacks()));
		if (this.jvm.isShuttingDown()) {
			// Spring Boot has stopped the logging system, or is about to.
			this.lastResort.println(text);
		}
		else {
			logger.error(text);
		}
	}

	private String left(Remaining remaining) {
		return remaining.count().isPresent() ? ", " + remaining : "";
	}

	private String text(List<ThreadStack> stacks) {
		return stacks.stream().map((stack) -> "\n" + stack).collect(Collectors.joining());
	}

}
