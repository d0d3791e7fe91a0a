package dev.lastcall.web.autoconfigure;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.lastcall.drain.InvalidSettingException;
import dev.lastcall.web.LateRequests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebPropertiesTests {

	@Test
	void thereAreNoOtherProbesByDefault() {
		assertThat(bind(Map.of()).probePaths()).isEmpty();
	}

	@Test
	void probePathsAreBound() {
		assertThat(bind(Map.of("lastcall.web.probe-paths", "/healthz,/ping")).probePaths()).containsExactly("/healthz",
				"/ping");
	}

	@Test
	void theRootAndPathsBesideItAreRefused() {
		for (String path : List.of("/", "", "healthz")) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> new WebProperties(List.of(path), LateRequests.SERVE))
				.withMessageContaining("'lastcall.web.probe-paths' contains '%s'".formatted(path));
		}
	}

	private static WebProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("lastcall.web",
				WebProperties.class);
	}

}
