/*
 * Sends SIGTERM to a receiver, again and again, and prints for each signal how many nanoseconds passed
 * from just before kill(2) until the receiver's code ran.
 *
 * The command of the arguments is the receiver. It writes "ready\n" to its standard output once it hears SIGTERM, and then
 * answers each one with 8 bytes: CLOCK_MONOTONIC in nanoseconds, in the byte order of this machine, read as
 * the first thing that its code does. It leaves at the end of its standard input, so that it is never left
 * behind. The answer is on its way after the measured interval.
 */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_TIMEOUT_MILLIS 20000

struct receiver {
	pid_t pid;
	int input;
	int output;
};

static void fail(const char *what)
{
	fprintf(stderr, "sender: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static struct receiver start(char **command)
{
	struct receiver receiver;
	int input[2], output[2];

	if (pipe(input) != 0 || pipe(output) != 0)
		fail("pipe");
	receiver.pid = fork();
	if (receiver.pid < 0)
		fail("fork");
	if (receiver.pid == 0) {
		dup2(input[0], STDIN_FILENO);
		dup2(output[1], STDOUT_FILENO);
		/* A copy of the pipe's other end would keep the receiver from seeing its input end. */
		close(input[1]);
		close(output[0]);
		execvp(command[0], command);
		fail(command[0]);
	}
	close(input[0]);
	close(output[1]);
	receiver.input = input[1];
	receiver.output = output[0];
	return receiver;
}

/* A receiver that lost a signal never answers: better an error than a wait without end. */
static void receive(const struct receiver *receiver, void *answer, size_t length)
{
	struct pollfd readable = { .fd = receiver->output, .events = POLLIN };
	size_t got = 0;

	while (got < length) {
		errno = ETIMEDOUT;
		if (poll(&readable, 1, ANSWER_TIMEOUT_MILLIS) != 1)
			fail("answer");
		errno = EPIPE;
		ssize_t part = read(receiver->output, (char *)answer + got, length - got);
		if (part <= 0)
			fail("answer");
		got += part;
	}
}

static int64_t latency(const struct receiver *receiver)
{
	int64_t sent = now(), arrived;

	if (kill(receiver->pid, SIGTERM) != 0)
		fail("kill");
	receive(receiver, &arrived, sizeof(arrived));
	return arrived - sent;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fputs("Usage: sender COUNT PAUSE_MICROS COMMAND [ARGUMENT]...\n", stderr);
		return 2;
	}
	size_t count = strtoul(argv[1], NULL, 10);
	useconds_t pause = strtoul(argv[2], NULL, 10);
	int64_t *latencies = calloc(count, sizeof(*latencies));
	struct receiver receiver = start(argv + 3);
	char ready[6];

	receive(&receiver, ready, sizeof(ready));
	for (size_t i = 0; i < count; i++) {
		usleep(pause);
		latencies[i] = latency(&receiver);
	}
	close(receiver.input);
	waitpid(receiver.pid, NULL, 0);
	for (size_t i = 0; i < count; i++)
		printf("%" PRId64 "\n", latencies[i]);
	return 0;
}
