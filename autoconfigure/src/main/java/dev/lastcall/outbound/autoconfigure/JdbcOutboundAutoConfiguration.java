package dev.lastcall.outbound.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.lastcall.outbound.jdbc.DataSourceWrapper;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for statements, which are cancelled
 * only if the application asks for it.
 */
@AutoConfiguration
@ConditionalOnClass(DelegatingDataSource.class)
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("lastcall.outbound.jdbc")
@Import(DataSourceWrapper.class)
public final class JdbcOutboundAutoConfiguration {

}
