package dev.lastcall.sample.order;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:order-api-problems",
		"sample.fulfilment.resubmission.initial-delay=1h", "sample.invoices.flush-interval=1h" })
@AutoConfigureMockMvc
class OrderApiProblemTests {

	private static final String TOO_LONG = "x".repeat(101);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private OrderRepository orders;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"item": "b", "quantity": 1}                       | customer | must not be blank
			{"customer": null, "item": "b", "quantity": 1}     | customer | must not be blank
			{"customer": "", "item": "b", "quantity": 1}       | customer | must not be blank
			{"customer": " \\t", "item": "b", "quantity": 1}   | customer | must not be blank
			{"customer": "TOO LONG", "item": "b", "quantity": 1} | customer | size must be between 0 and 100
			{"customer": "a", "quantity": 1}                   | item     | must not be blank
			{"customer": "a", "item": null, "quantity": 1}     | item     | must not be blank
			{"customer": "a", "item": " ", "quantity": 1}      | item     | must not be blank
			{"customer": "a", "item": "TOO LONG", "quantity": 1} | item   | size must be between 0 and 100
			{"customer": "a", "item": "b"}                     | quantity | must not be null
			{"customer": "a", "item": "b", "quantity": null}   | quantity | must not be null
			{"customer": "a", "item": "b", "quantity": 0}      | quantity | must be greater than or equal to 1
			{"customer": "a", "item": "b", "quantity": -1}     | quantity | must be greater than or equal to 1
			{"customer": "a", "item": "b", "quantity": 1001}   | quantity | must be less than or equal to 1000
			""")
	void namesFieldThatIsNotValid(String body, String field, String message) {
		MvcTestResult result = post(body.replace("TOO LONG", TOO_LONG));
		assertProblem(result, HttpStatus.BAD_REQUEST);
		assertErrors(result, new FieldProblem(field, message));
	}

	@Test
	void namesAllFieldsThatAreNotValidInOrder() {
		MvcTestResult result = post("{}");
		assertProblem(result, HttpStatus.BAD_REQUEST);
		assertErrors(result, new FieldProblem("customer", "must not be blank"),
				new FieldProblem("item", "must not be blank"), new FieldProblem("quantity", "must not be null"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "17", "{", "{\"customer\": \"a\", \"item\":", "no JSON",
			"{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 1} and more",
			"{\"customer\": [\"a\"], \"item\": \"b\", \"quantity\": 1}",
			"{\"customer\": \"a\", \"item\": \"b\", \"quantity\": \"many\"}",
			"{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 1.5}",
			"{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 99999999999}" })
	void refusesBodyThatIsNotAnOrder(String body) {
		assertProblem(post(body), HttpStatus.BAD_REQUEST).contains("Failed to read request");
	}

	@Test
	void refusesBodyThatIsNotJson() {
		assertProblem(this.mvc.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.content("customer=a")
			.exchange(), HttpStatus.UNSUPPORTED_MEDIA_TYPE);
	}

	@Test
	void refusesToAnswerInXmlBeforeOrderIsStored() {
		long before = this.orders.count();
		assertProblem(this.mvc.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.accept(MediaType.APPLICATION_XML)
			.content("{\"customer\": \"a\", \"item\": \"b\", \"quantity\": 1}")
			.exchange(), HttpStatus.NOT_ACCEPTABLE);
		assertThat(this.orders.count()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/orders?limit=0               | limit    | must be greater than or equal to 1
			/orders?limit=-5              | limit    | must be greater than or equal to 1
			/orders?limit=501             | limit    | must be less than or equal to 500
			/orders/report?duration=-1ms  | duration | must be longer than or equal to 0
			/orders/report?duration=61m   | duration | must be shorter than or equal to 1 hour
			/orders/report?duration=3601s | duration | must be shorter than or equal to 1 hour
			""")
	void namesParameterThatIsNotValid(String uri, String parameter, String message) {
		MvcTestResult result = get(uri);
		assertProblem(result, HttpStatus.BAD_REQUEST);
		assertErrors(result, new FieldProblem(parameter, message));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/orders?limit=many                           | limit    | many
			/orders?limit=99999999999                    | limit    | 99999999999
			/orders?status=LOST                          | status   | LOST
			/orders/first                                | id       | first
			/orders/99999999999999999999                 | id       | 99999999999999999999
			/orders/report?duration=soon                 | duration | soon
			/orders/report?duration=99999999999999999999d | duration | 99999999999999999999d
			""")
	void namesParameterThatCannotBeRead(String uri, String parameter, String value) {
		assertProblem(get(uri), HttpStatus.BAD_REQUEST)
			.contains("Failed to convert '%s' with value: '%s'".formatted(parameter, value));
	}

	private MvcTestResult get(String uri) {
		return this.mvc.get().uri(uri).exchange();
	}

	private MvcTestResult post(String body) {
		return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	private static AbstractStringAssert<?> assertProblem(MvcTestResult result, HttpStatus status) {
		assertThat(result).hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.status")
			.isEqualTo(status.value());
		return assertThat(result).bodyText().doesNotContain("Exception", "\tat ", "trace");
	}

	private static void assertErrors(MvcTestResult result, FieldProblem... errors) {
		assertThat(result).bodyJson().extractingPath("$.errors").convertTo(FieldProblem[].class).isEqualTo(errors);
	}

}
