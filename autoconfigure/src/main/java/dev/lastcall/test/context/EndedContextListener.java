package dev.lastcall.test.context;

import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import dev.lastcall.test.FakeSignalBridge;

/**
 * {@link TestExecutionListener} that takes an application context out of the cache of the
 * tests after a test in which a {@link FakeSignalBridge} has ended it. Without it Spring
 * would try to restart the closed context, and fail the test that closed it. Every test
 * gets it by itself.
 */
public final class EndedContextListener extends AbstractTestExecutionListener {

	private static final String FAKE = EndedContextListener.class.getName() + ".fake";

	/**
	 * Last to be called before a test, and so first after it.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	// Asked for now, because a closed context gives no beans.
	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			ApplicationContext context = testContext.getApplicationContext();
			context.getBeanProvider(FakeSignalBridge.class, false)
				.ifAvailable((fake) -> testContext.setAttribute(FAKE, fake));
		}
	}

	@Override
	public void afterTestExecution(TestContext testContext) {
		if (testContext.getAttribute(FAKE) instanceof FakeSignalBridge fake && fake.isEnding()) {
			// Closes the context too, which waits for the end of its termination.
			testContext.removeAttribute(FAKE);
			testContext.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		afterTestExecution(testContext);
		testContext.removeAttribute(FAKE);
	}

}
