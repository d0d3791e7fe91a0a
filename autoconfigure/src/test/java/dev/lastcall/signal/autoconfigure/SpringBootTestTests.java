package dev.lastcall.signal.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import dev.lastcall.drain.Deadline;
import dev.lastcall.drain.Drain;
import dev.lastcall.drain.DrainContext;
import dev.lastcall.drain.Stage;
import dev.lastcall.drain.Threads;
import dev.lastcall.drain.Ticker;
import dev.lastcall.fixture.SignalHandlers;
import dev.lastcall.termination.Coordinator;
import dev.lastcall.web.LingerDrain;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "spring.main.cloud-platform=kubernetes")
@DirtiesContext
class SpringBootTestTests {

	private static Set<Thread> threadsBefore;

	@Autowired
	private Coordinator coordinator;

	@Autowired
	private LingerDrain linger;

	// Before the application context is there.
	@BeforeAll
	static void rememberThreads() {
		threadsBefore = Set.copyOf(Threads.live());
	}

	@Test
	void applicationIsPreparedToDrain() {
		assertThat(this.coordinator.stage()).isEqualTo(Stage.SERVING);
		assertThat(this.coordinator.drains()).extracting(Drain::name).contains("readiness", "http-requests");
	}

	@Test
	void noHaltGuardWasStarted() {
		assertThat(Threads.live()).filteredOn((thread) -> !threadsBefore.contains(thread))
			.extracting(Thread::getName)
			.contains("lastcall-coordinator")
			.doesNotContain("lastcall-halt-guard", "lastcall-last-words");
	}

	@Test
	void signalsAreTheJvms() throws Exception {
		assertThat(SignalHandlers.isOurs("TERM")).isFalse();
		assertThat(SignalHandlers.isOurs("INT")).isFalse();
	}

	@Test
	void nothingLingersEvenOnKubernetes() {
		FutureTask<Boolean> task = new FutureTask<>(this::linger);
		new Thread(task, "lingering").start();
		// Less than the least that it would be.
		assertThat(task).succeedsWithin(Duration.ofSeconds(4));
	}

	private boolean linger() throws InterruptedException {
		this.linger.drain(DrainContext.root(Deadline.after(Duration.ofSeconds(10), Ticker.system()), Ticker.system()));
		return true;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
