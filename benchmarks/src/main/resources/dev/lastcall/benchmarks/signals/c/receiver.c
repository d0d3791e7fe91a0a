/*
 * The least that a program can do to hear of a signal on a thread of its own: a handler that writes to an
 * eventfd, and a thread that reads it. See sender.c for what it says and to whom.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static int wakeup;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void on_signal(int signal)
{
	uint64_t one = 1;
	int saved = errno;

	(void)signal;
	if (write(wakeup, &one, sizeof(one)) != sizeof(one))
		_exit(1);
	errno = saved;
}

static void *answer(void *unused)
{
	uint64_t signals;
	struct timespec time;
	int64_t arrived;

	while (read(wakeup, &signals, sizeof(signals)) == sizeof(signals)) {
		clock_gettime(CLOCK_MONOTONIC, &time);
		arrived = time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
		if (write(STDOUT_FILENO, &arrived, sizeof(arrived)) != sizeof(arrived))
			break;
	}
	fail("answer");
	return unused;
}

/* The handler runs on the main thread, which the kernel prefers; the other one never sees the signal. */
static void start_answering(void)
{
	pthread_t thread;
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	if ((errno = pthread_create(&thread, NULL, answer, NULL)) != 0)
		fail("pthread_create");
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

int main(void)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	char ignored;

	wakeup = eventfd(0, EFD_CLOEXEC);
	if (wakeup < 0)
		fail("eventfd");
	start_answering();
	if (sigaction(SIGTERM, &action, NULL) != 0)
		fail("sigaction");
	if (write(STDOUT_FILENO, "ready\n", 6) != 6)
		fail("ready");
	while (read(STDIN_FILENO, &ignored, 1) > 0)
		continue;
	return 0;
}
