package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class LibjsigCheckTests {

	@TempDir
	private Path root;

	private FakeProc proc;

	@BeforeEach
	void createProc() {
		this.proc = new FakeProc(this.root);
	}

	@Test
	void absentLibraryIsNoFinding() {
		assertThat(findings(Map.of("LD_PRELOAD", "/lib/libjemalloc.so"))).isEmpty();
	}

	@Test
	void mappedLibraryIsNamedWithItsPath() {
		this.proc.write("self/maps", "7f00-7f10 r-xp 00000000 fe:00 42 /jdk/lib/libjsig.so\n");
		assertThat(findings(Map.of())).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.LIBJSIG_LOADED);
			assertThat(finding.severity()).isEqualTo(Severity.INFO);
			assertThat(finding.evidence())
				.startsWith(this.root.resolve("self/maps") + " maps '/jdk/lib/libjsig.so'. It keeps");
		});
	}

	@Test
	void preloadIsSeenWhereTheMapIsNotAndWithoutOtherLibraries() {
		assertThat(findings(Map.of("LD_PRELOAD", "/a.so:/jdk/lib/libjsig.so"))).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence())
				.startsWith("LD_PRELOAD contains '/jdk/lib/libjsig.so'. It keeps"));
	}

	@Test
	void bothAreOneFinding() {
		this.proc.write("self/maps", "7f00-7f10 r-xp 00000000 fe:00 42 /jdk/lib/libjsig.so\n");
		assertThat(findings(Map.of("LD_PRELOAD", "/jdk/lib/libjsig.so"))).singleElement()
			.satisfies((finding) -> assertThat(finding.evidence()).contains("maps", "LD_PRELOAD contains"));
	}

	private List<Finding> findings(Map<String, String> environment) {
		return new LibjsigCheck(this.proc.process(environment, Map.of()), this.proc.files()).findings().toList();
	}

}
