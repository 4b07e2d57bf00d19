/* Starts as many sleeping threads as told, says on a line how many it got, and waits until it is killed: something for htop to show. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *sleeper(void *unused)
{
	for (;;)
		pause();
	return unused;
}

int main(int argc, char **argv)
{
	int wanted = argc > 1 ? atoi(argv[1]) : 0, started = 0;
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 64 * 1024);
	while (started < wanted && pthread_create(&thread, &attributes, sleeper, NULL) == 0)
		started++;
	printf("%d\n", started);
	fflush(stdout);
	pause();
	return 0;
}
