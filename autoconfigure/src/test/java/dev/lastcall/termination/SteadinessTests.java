package dev.lastcall.termination;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SteadinessTests {

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			# name                           | + in time, - not | changes at
			always in time                   | +++++++          |
			two in a row                     | --               |
			three in a row                   | ---              | 2
			told once                        | --------         | 2
			one good sample begins anew      | --+--+--         |
			two, one good, then three        | --+---           | 5
			recovers after three             | ---++-+++        | 2 8
			recovers and falls behind again  | ---+++---        | 2 5 8
			""")
	void changesOnlyAfterThreeInARow(String name, String predictions, String changes) {
		Steadiness steadiness = new Steadiness();
		List<String> actual = IntStream.range(0, predictions.length())
			.filter((i) -> steadiness.changesWith(predictions.charAt(i) == '+'))
			.mapToObj(Integer::toString)
			.toList();
		assertThat(String.join(" ", actual)).isEqualTo((changes != null) ? changes : "");
	}

}
