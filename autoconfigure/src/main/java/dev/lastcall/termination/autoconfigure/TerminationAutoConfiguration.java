package dev.lastcall.termination.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;

import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainSource;
import dev.lastcall.drain.Ticker;
import dev.lastcall.exit.Installation;
import dev.lastcall.exit.Jvm;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.termination.TerminationListener;
import dev.lastcall.termination.WorkContext;
import dev.lastcall.termination.context.ApplicationEvents;
import dev.lastcall.termination.context.BudgetCheck;
import dev.lastcall.termination.context.ContextCloseListener;
import dev.lastcall.termination.context.ContextDrain;
import dev.lastcall.termination.context.ReadinessDrain;
import dev.lastcall.termination.context.ReadinessPolicy;
import dev.lastcall.termination.context.ReportLog;
import dev.lastcall.termination.context.TerminationLifecycle;
import dev.lastcall.termination.context.TerminationLog;
import dev.lastcall.termination.report.ReportKeeper;

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

	// Depends on nothing, because beans of the application may depend on it. Where the
	// application has a context of its own, it means that one.
	@Bean
	@Fallback
	WorkContext lastcallWorkContext() {
		return new WorkContext(Ticker.system());
	}

	@Bean(COORDINATOR)
	Coordinator lastcallCoordinator(ConfigurableApplicationContext context, TerminationProperties properties,
			Environment environment, ListableBeanFactory beans) {
		List<TerminationListener> listeners = new ArrayList<>(
				beans.getBeansOfType(TerminationListener.class, false, true).values());
		listeners.add(new ApplicationEvents(context));
		listeners.add(new TerminationLog(Jvm.system(), System.err));
		return new Coordinator(BudgetArithmetic.budget(properties, environment), listeners, Ticker.system());
	}

	@Bean
	ReportKeeper lastcallReportKeeper(TerminationProperties properties, Environment environment,
			ObjectProvider<Coordinator> coordinator) {
		return new ReportKeeper(ReportFiles.paths(properties.report(), environment), coordinator::getObject,
				new ReportLog(Jvm.system(), System.err), Ticker.system());
	}

	@Bean
	ContextCloseListener lastcallContextCloseListener(ConfigurableApplicationContext context, Coordinator coordinator) {
		return new ContextCloseListener(context, coordinator, Jvm.system(),
				Surroundings.of(context.getEnvironment()).test());
	}

	@Bean
	ReadinessDrain lastcallReadinessDrain(ConfigurableApplicationContext context, TerminationProperties properties,
			Coordinator coordinator, ObjectProvider<ApplicationAvailability> availability) {
		// Whoever is made first hears first, and the drain has the last word.
		availability.getIfAvailable();
		return new ReadinessDrain(context, properties.readiness().policy(), () -> coordinator.deadline().isPresent());
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
				installation.getIfAvailable(() -> Installation.none("the auto-configuration of signals is excluded")),
				() -> new BudgetCheck(context, coordinator.budget().total(),
						BudgetArithmetic.disagreements(properties, context.getEnvironment()))
					.run());
	}

	private Collection<Drain> drainsOf(ListableBeanFactory beans) {
		Collection<Drain> drains = new ArrayList<>(beans.getBeansOfType(Drain.class, false, true).values());
		beans.getBeansOfType(DrainSource.class, false, true)
			.values()
			.forEach((source) -> drains.addAll(source.drains()));
		drains.removeIf(
				(drain) -> drain instanceof ReadinessDrain readiness && readiness.policy() == ReadinessPolicy.NEVER);
		return drains;
	}

}
