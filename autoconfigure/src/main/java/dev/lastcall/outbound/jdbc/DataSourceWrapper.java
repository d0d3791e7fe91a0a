package dev.lastcall.outbound.jdbc;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * {@link BeanPostProcessor} that makes every {@link DataSource} of the application a
 * {@link CancellableDataSource}.
 */
public final class DataSourceWrapper implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof DataSource source) ? new CancellableDataSource(source) : bean;
	}

}
