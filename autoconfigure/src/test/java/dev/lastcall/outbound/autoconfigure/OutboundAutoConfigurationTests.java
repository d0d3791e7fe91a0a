package dev.lastcall.outbound.autoconfigure;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import dev.lastcall.outbound.http.CancellingInterceptor;
import dev.lastcall.outbound.jdbc.CancellableDataSource;
import dev.lastcall.outbound.reactive.CancellingExchangeFilter;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RestClientAutoConfiguration.class, RestTemplateAutoConfiguration.class,
				WebClientAutoConfiguration.class, RestClientOutboundAutoConfiguration.class,
				WebClientOutboundAutoConfiguration.class, JdbcOutboundAutoConfiguration.class))
		.withUserConfiguration(Database.class);

	@Test
	void clientsOfBootsBuildersAreCancelled() {
		this.runner.run((context) -> {
			context.getBean(RestClient.Builder.class)
				.requestInterceptors((interceptors) -> assertThat(interceptors)
					.hasAtLeastOneElementOfType(CancellingInterceptor.class));
			assertThat(context.getBean(RestTemplateBuilder.class).build().getInterceptors())
				.hasAtLeastOneElementOfType(CancellingInterceptor.class);
			context.getBean(WebClient.Builder.class)
				.filters((filters) -> assertThat(filters).hasAtLeastOneElementOfType(CancellingExchangeFilter.class));
		});
	}

	@Test
	void nothingIsChangedWhereLastCallIsOff() {
		this.runner.withPropertyValues("lastcall.enabled=false", "lastcall.outbound.jdbc=true").run((context) -> {
			assertThat(context.getBean(RestTemplateBuilder.class).build().getInterceptors())
				.doesNotHaveAnyElementsOfTypes(CancellingInterceptor.class);
			assertThat(context.getBean(DataSource.class)).isInstanceOf(JdbcDataSource.class);
		});
	}

	@Test
	void statementsAreCancelledOnlyOnRequest() {
		this.runner.run((context) -> assertThat(context.getBean(DataSource.class)).isInstanceOf(JdbcDataSource.class));
		this.runner.withPropertyValues("lastcall.outbound.jdbc=true")
			.run((context) -> assertThat(context.getBean(DataSource.class)).isInstanceOf(CancellableDataSource.class));
	}

	@Test
	void headerThatIsNoneIsRefused() {
		this.runner.withPropertyValues("lastcall.outbound.deadline-header=time out")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'lastcall.outbound.deadline-header' is 'time out'"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Database {

		@Bean
		DataSource database() {
			return new JdbcDataSource();
		}

	}

}
