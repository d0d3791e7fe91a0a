package dev.lastcall.signal.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.lastcall.signal.diagnosis.Finding.Kind;
import dev.lastcall.signal.diagnosis.Finding.Severity;

import static org.assertj.core.api.Assertions.assertThat;

class JvmOptionsCheckTests {

	@Test
	void ordinaryOptionsAreNoFinding() {
		assertThat(findings(true, Map.of(), "-Xmx1g", "-XX:+UseSerialGC")).isEmpty();
	}

	@Test
	void reducedSignalsAreAnErrorWithTheirOption() {
		assertThat(findings(true, Map.of(), "-Xrs")).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.REDUCED_SIGNALS);
			assertThat(finding.severity()).isEqualTo(Severity.ERROR);
			assertThat(finding.evidence()).contains("'-Xrs', from the command line of the JVM");
			assertThat(finding.remedy()).startsWith("Remove '-Xrs' from the command line of the JVM.");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS" })
	void optionFromTheEnvironmentIsNamedWithItsVariable(String variable) {
		Map<String, String> environment = Map.of(variable, "-Xmx1g  -Xrs");
		assertThat(findings(true, environment, "-Xmx1g", "-Xrs")).singleElement()
			.satisfies((finding) -> assertThat(finding.remedy())
				.startsWith("Remove '-Xrs' from the environment variable " + variable));
		assertThat(findings(true, environment)).as("without java.management").hasSize(1);
	}

	@Test
	void lastOfBothFlagsWins() {
		assertThat(findings(true, Map.of(), "-Xrs", "-XX:-ReduceSignalUsage")).isEmpty();
		assertThat(findings(true, Map.of(), "-XX:-ReduceSignalUsage", "-XX:+ReduceSignalUsage")).hasSize(1);
	}

	@Test
	void reducedSignalsAreGoodToKnowIfTheNativeBridgeHasThem() {
		DiagnosedProcess process = process(true, Map.of(), "-Xrs");
		assertThat(new JvmOptionsCheck(process, true).findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
	}

	@Test
	void deniedNativeAccessIsAWarningWithTheExactFlag() {
		assertThat(findings(false, Map.of(), "--illegal-native-access=deny")).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.NATIVE_ACCESS_DENIED);
			assertThat(finding.severity()).isEqualTo(Severity.WARNING);
			assertThat(finding.evidence()).contains("'--illegal-native-access=deny', from the command line of the JVM");
			assertThat(finding.remedy()).contains("'--enable-native-access=ALL-UNNAMED'",
					"'Enable-Native-Access: ALL-UNNAMED'");
		});
	}

	@Test
	void nativeAccessThatIsNotEnabledIsGoodToKnow() {
		assertThat(findings(false, Map.of(), "--illegal-native-access=warn")).singleElement().satisfies((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.NATIVE_ACCESS_NOT_ENABLED);
			assertThat(finding.severity()).isEqualTo(Severity.INFO);
			assertThat(finding.remedy()).contains("'--enable-native-access=ALL-UNNAMED'");
		});
		assertThat(findings(false, Map.of())).hasSize(1);
	}

	@Test
	void allowedNativeAccessIsNoFinding() {
		assertThat(findings(false, Map.of(), "--illegal-native-access=allow")).isEmpty();
		assertThat(findings(true, Map.of(), "--illegal-native-access=deny")).as("enabled by a manifest").isEmpty();
	}

	private static List<Finding> findings(boolean nativeAccess, Map<String, String> environment, String... arguments) {
		return new JvmOptionsCheck(process(nativeAccess, environment, arguments), false).findings().toList();
	}

	private static DiagnosedProcess process(boolean nativeAccess, Map<String, String> environment,
			String... arguments) {
		return new DiagnosedProcess(Path.of("/proc"), environment, List.of(arguments), Map.of(), nativeAccess);
	}

}
