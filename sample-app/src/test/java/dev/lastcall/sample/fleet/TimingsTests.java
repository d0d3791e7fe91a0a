package dev.lastcall.sample.fleet;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimingsTests {

	private final Timings hundred = new Timings(
			IntStream.rangeClosed(1, 100).map((value) -> 101 - value).mapToObj(Duration::ofMillis).toList());

	@Test
	void percentileIsTheNearestRank() {
		assertThat(this.hundred.median()).hasMillis(50);
		assertThat(this.hundred.percentile(99)).hasMillis(99);
		assertThat(this.hundred.percentile(99.1)).hasMillis(100);
		assertThat(this.hundred.percentile(0)).hasMillis(1);
		assertThat(this.hundred.longest()).hasMillis(100);
	}

	@Test
	void singleMeasurementIsEveryPercentile() {
		Timings single = new Timings(List.of(Duration.ofMillis(7)));
		assertThat(single.percentile(1)).isEqualTo(single.median()).isEqualTo(single.longest()).hasMillis(7);
	}

	@Test
	void nothingMeasuredIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Timings(List.of()))
			.withMessage("Nothing was measured");
	}

}
