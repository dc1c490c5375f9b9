/* A function that is killed at any moment: it runs in a child process, which is stopped at each of its system calls. */
#ifndef TESTS_SUPPORT_KILLED_H
#define TESTS_SUPPORT_KILLED_H

#include <stdbool.h>
#include <stddef.h>

enum killed { KILLED_CANNOT_TRACE, KILLED, KILLED_ENDED_TRUE, KILLED_ENDED_FALSE };

/* Runs `what` in a child and kills it when it has stopped at the entry or the exit of a system call for the `stops`-th
 * time; or says what it returned, if it came to its end before that. */
enum killed killed_after(size_t stops, bool (*what)(void *context), void *context);

#endif
