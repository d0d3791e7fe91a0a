package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;
import dev.lastcall.signal.diagnosis.HandlerTable.Handler;

import static org.assertj.core.api.Assertions.assertThat;

class TakeOverWatchTests {

	private static final long JVMS = 0x7f0000000123L;

	private static final long GENERATED = 0x7f0000020000L;

	private static final long LIBRARYS = 0x7f0000030010L;

	@TempDir
	private Path root;

	private FakeProc proc;

	private final FakeHandlers handlers = new FakeHandlers().install(FakeProc.TERM, FakeHandlers.OURS)
		.install(FakeProc.USR1, FakeHandlers.OURS);

	private TakeOverWatch watch;

	@BeforeEach
	void createWatch() {
		this.proc = new FakeProc(this.root);
		this.proc.write("self/maps", """
				7f0000000000-7f0000010000 r-xp 00001000 fe:00 42 /jdk/lib/server/libjvm.so
				7f0000020000-7f0000021000 r-xp 00000000 00:00 0
				7f0000030000-7f0000031000 r-xp 00002000 fe:00 43 /opt/libother.so
				7f0000040000-7f0000041000 r-xp 00000000 fe:00 44 /jdk/lib/libjsig.so
				""");
		this.watch = new TakeOverWatch(this.root, List.of(FakeProc.TERM, FakeProc.USR1), this.handlers);
	}

	@Test
	void ourOwnHandlersAreNoFinding() {
		assertThat(this.watch.check()).isEmpty();
		assertThat(this.watch.check()).isEmpty();
	}

	@Test
	void takeOverIsReportedOnceWithItsOwner() {
		this.watch.check();
		this.handlers.install(FakeProc.TERM, JVMS);
		assertThat(this.watch.check()).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SIGNAL_TAKEN_OVER);
			assertThat(finding.severity()).isEqualTo(Severity.ERROR);
			assertThat(finding.signal()).contains("SIGTERM");
			assertThat(finding.evidence()).startsWith(
					"'rt_sigaction' gives 0x7f0000000123 with flags 0x18000004 as the handler of SIGTERM (15), which is not ours:")
				.contains("'/jdk/lib/server/libjvm.so' + 0x1123 (the JVM's own handler");
			assertThat(finding.remedy()).contains("'sun.misc.Signal.handle'", "remove TERM");
		});
		assertThat(this.watch.check()).isEmpty();
	}

	@Test
	void eachChangeIsReportedAndSoIsTheReturn() {
		this.handlers.install(FakeProc.TERM, JVMS);
		assertThat(this.watch.check()).as("taken before the first look").hasSize(1);
		this.handlers.install(FakeProc.TERM, LIBRARYS);
		assertThat(this.watch.check()).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence()).contains("'/opt/libother.so' + 0x2010"));
		this.handlers.install(FakeProc.TERM, FakeHandlers.OURS);
		assertThat(this.watch.check()).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.SIGNAL_TAKEN_BACK);
			assertThat(finding.severity()).isEqualTo(Severity.INFO);
			assertThat(finding.evidence()).contains("ours again");
		});
		assertThat(this.watch.check()).isEmpty();
		this.handlers.install(FakeProc.TERM, LIBRARYS);
		assertThat(this.watch.check()).hasSize(1);
	}

	@Test
	void signalThatDoesNotTerminateIsAWarning() {
		this.handlers.install(FakeProc.USR1, GENERATED);
		assertThat(this.watch.check()).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence()).contains("anonymous memory");
		});
	}

	@Test
	void defaultActionIsATakeOver() {
		this.handlers.install(FakeProc.TERM, Handler.DEFAULT);
		assertThat(evidence()).endsWith("which is not ours: it is the default action (SIG_DFL).");
	}

	@Test
	void ignoredSignalIsATakeOverOnlyIfItWasOursBefore() {
		this.handlers.install(FakeProc.USR1, Handler.IGNORE);
		assertThat(this.watch.check()).as("inherited").isEmpty();
		this.handlers.install(FakeProc.TERM, Handler.IGNORE);
		assertThat(evidence()).endsWith("the signal is ignored (SIG_IGN).");
	}

	@Test
	void handlerOfLibjsigIsNamed() {
		this.handlers.install(FakeProc.TERM, 0x7f0000040001L);
		assertThat(evidence()).endsWith("'/jdk/lib/libjsig.so' + 0x1 there.");
	}

	@Test
	void ownerThatCannotBeSeenIsNotNamed() {
		this.handlers.install(FakeProc.TERM, 0x1234);
		assertThat(evidence()).endsWith("nothing is mapped there.");
		TakeOverWatch blind = new TakeOverWatch(this.root.resolve("none"), List.of(FakeProc.TERM), this.handlers);
		assertThat(blind.check()).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence()).endsWith("whose it is cannot be seen."));
	}

	@Test
	void handlerThatCannotBeReadForAMomentIsNoChange() {
		this.handlers.install(FakeProc.TERM, JVMS);
		assertThat(this.watch.check()).hasSize(1);
		this.handlers.makeUnreadable(FakeProc.TERM);
		assertThat(this.watch.check()).isEmpty();
		this.handlers.install(FakeProc.TERM, JVMS);
		assertThat(this.watch.check()).isEmpty();
	}

	private String evidence() {
		List<Finding> findings = this.watch.check();
		assertThat(findings).hasSize(1);
		return findings.get(0).evidence();
	}

}
