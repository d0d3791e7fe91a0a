package dev.lastcall.termination;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PaceTests {

	private final Pace pace = new Pace();

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			# name                            | samples: ms=count              | left ms | rate  | empty ms | in time
			too slow by four seconds          | 0=960 500=930 1000=900         |   11000 | 60    | 15000    | false
			exactly at the deadline           | 0=300 500=250 1000=200         |    2000 | 100   | 2000     | true
			one millisecond too late          | 0=300 500=250 1000=200         |    1999 | 100   | 2000     | false
			empty                             | 0=300 1000=0                   |       0 | 300   | 0        | true
			one a second, the next under way  | 0=10 1000=9 1500=9             |    9000 | 1     | 8500     | true
			one a second, the next overdue    | 0=10 1000=9 3000=9             |    9000 | 0.5   | 17000    | false
			two slow ones, one finished       | 0=3 5000=2 9900=2              |   10100 | 0.2   | 5100     | true
			only the last ten items count     | 0=1000 1000=990 2000=890       |    9000 | 100   | 8900     | true
			slower in the last second         | 0=1000 1000=900 2000=890       |   80000 | 10    | 89000    | false
			fell, rose and fell again         | 0=10 1000=4 2000=8 3000=6      |    5000 | 1.45  | 3875     | true
			""")
	void rateAndTimeToEmptyOf(String name, String samples, long left, double rate, long empty, boolean inTime) {
		Outlook outlook = outlook(samples, left);
		assertThat(outlook.rate()).isCloseTo(rate, within(0.01));
		assertThat(outlook.timeToEmpty().orElseThrow()).isCloseTo(Duration.ofMillis(empty), Duration.ofMillis(1));
		assertThat(outlook.isInTime()).isEqualTo(inTime);
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			# name                     | samples: ms=count        | left ms | stalled ms | in time
			nothing yet, half to go    | 0=2 5000=2               |    5000 |   5000     | true
			nothing, more than half    | 0=2 5001=2               |    5000 |   5001     | false
			grows                      | 0=2 1000=4 6000=9        |    5000 |   6000     | false
			grows, but early           | 0=2 1000=4               |    5000 |   1000     | true
			""")
	void withoutProgressThePastIsTheMeasure(String name, String samples, long left, long stalled, boolean inTime) {
		Outlook outlook = outlook(samples, left);
		assertThat(outlook.timeToEmpty()).isEmpty();
		assertThat(outlook.missesBy()).isEmpty();
		assertThat(outlook.stalled()).hasMillis(stalled);
		assertThat(outlook.isInTime()).isEqualTo(inTime);
	}

	@Test
	void missIsTheTimeThatIsMissing() {
		assertThat(outlook("0=960 1000=900", 11_000).missesBy()).contains(Duration.ofSeconds(4));
		assertThat(outlook("0=960 1000=900", 15_000).missesBy()).isEmpty();
	}

	@Test
	void nothingIsToldBeforeASecondHasPassed() {
		assertThat(this.pace.outlook(0)).isEmpty();
		add("0=100 999=50");
		assertThat(this.pace.outlook(0)).isEmpty();
		add("1000=50");
		assertThat(this.pace.outlook(0)).isPresent();
	}

	@Test
	void oldSamplesMakeRoomAndTheRateStays() {
		for (int i = 0; i <= 10_000; i++) {
			this.pace.add(Duration.ofSeconds(i).toNanos(), 20_000 - i);
		}
		assertThat(this.pace.outlook(0).orElseThrow().rate()).isCloseTo(1, within(0.01));
	}

	@Test
	void outlookReadsLikeASentence() {
		assertThat(outlook("0=960 1000=900", 11_000)).hasToString("900 left, 60.0 finished per second");
		assertThat(outlook("0=2 1000=2", 11_000)).hasToString("2 left, none finished for 1000 ms");
	}

	private static Outlook outlook(String samples, long left) {
		PaceTests tests = new PaceTests();
		tests.add(samples);
		return tests.pace.outlook(Duration.ofMillis(left).toNanos()).orElseThrow();
	}

	private void add(String samples) {
		for (String sample : samples.split(" ")) {
			String[] parts = sample.split("=");
			this.pace.add(Duration.ofMillis(Long.parseLong(parts[0])).toNanos(), Long.parseLong(parts[1]));
		}
	}

}
