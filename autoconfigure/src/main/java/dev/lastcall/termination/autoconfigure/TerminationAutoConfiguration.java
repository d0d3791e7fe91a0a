package dev.lastcall.termination.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.Jvm;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.context.ContextCloseListener;
import dev.lastcall.termination.context.ContextDrain;
import dev.lastcall.termination.context.ReadinessDrain;
import dev.lastcall.termination.context.TerminationLifecycle;
import dev.lastcall.termination.context.TerminationLog;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the termination of an
 * application context. A context that has a parent gets its own, so beans are looked up
 * in the context itself and never in its ancestors.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "lastcall.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TerminationProperties.class)
public final class TerminationAutoConfiguration {

	/**
	 * The name of the coordinator's bean. Conditions ask for the name, because a question
	 * for the type looks at every bean definition of the application.
	 */
	public static final String COORDINATOR = "lastcallCoordinator";

	@Bean(COORDINATOR)
	Coordinator lastcallCoordinator(TerminationProperties properties, ListableBeanFactory beans) {
		List<TerminationListener> listeners = new ArrayList<>(
				beans.getBeansOfType(TerminationListener.class, false, true).values());
		listeners.add(new TerminationLog(Jvm.system(), System.err));
		return new Coordinator(BudgetArithmetic.budget(properties), listeners, Ticker.system());
	}

	@Bean
	ContextCloseListener lastcallContextCloseListener(ConfigurableApplicationContext context, Coordinator coordinator) {
		return new ContextCloseListener(context, coordinator, Jvm.system());
	}

	@Bean
	ReadinessDrain lastcallReadinessDrain(ConfigurableApplicationContext context) {
		return new ReadinessDrain(context);
	}

	@Bean
	ContextDrain lastcallContextDrain(ConfigurableApplicationContext context) {
		return new ContextDrain(context);
	}

	@Bean
	TerminationLifecycle lastcallTerminationLifecycle(ConfigurableApplicationContext context, Coordinator coordinator,
			TerminationProperties properties, ListableBeanFactory beans, ObjectProvider<Installation> installation) {
		return new TerminationLifecycle(context, coordinator,
				() -> PlacedDrain.place(drainsOf(beans), properties.drains()),
				installation.getIfAvailable(() -> Installation.none("the auto-configuration of signals is excluded")));
	}

	private Collection<Drain> drainsOf(ListableBeanFactory beans) {
		Collection<Drain> drains = new ArrayList<>(beans.getBeansOfType(Drain.class, false, true).values());
		beans.getBeansOfType(DrainSource.class, false, true)
			.values()
			.forEach((source) -> drains.addAll(source.drains()));
		return drains;
	}

}
