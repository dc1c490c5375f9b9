/*
 * Times whole processes against each other: runs each of several commands in turn, again and again, so that whatever
 * else the machine does falls on all of them alike. It is a program of its own because a child's peak memory is never
 * reported below that of the process that started it.
 *
 *     measure REPETITIONS COMMAND [ARGUMENT...] [-- COMMAND [ARGUMENT...]]...
 *
 * Prints for each command: median microseconds, fastest, peak memory in KiB, and the status of the last run.
 * Output of the commands is thrown away.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { MAX_COMMANDS = 8, MAX_REPETITIONS = 10000 };

struct command {
    char **arguments; /* ends with NULL */
    int64_t *microseconds;
    long peak;
    int status;
};

static int64_t now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static bool run(struct command *command, size_t repetition, const posix_spawn_file_actions_t *silence, char **env) {
    struct rusage usage;
    pid_t child;
    int64_t start = now();
    if (posix_spawnp(&child, command->arguments[0], silence, NULL, command->arguments, env) != 0 ||
        wait4(child, &command->status, 0, &usage) != child) {
        return false;
    }
    command->microseconds[repetition] = now() - start;
    command->peak = usage.ru_maxrss > command->peak ? usage.ru_maxrss : command->peak;
    return true;
}

static int compare(const void *a, const void *b) {
    const int64_t *x = a;
    const int64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Cuts the arguments at each "--". */
static size_t read_commands(struct command *commands, int argc, char **argv, size_t repetitions) {
    size_t count = 0;
    bool is_start = true;
    for (int i = 2; i < argc && count < MAX_COMMANDS; i++) {
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            is_start = true;
        } else if (is_start) {
            commands[count].arguments = &argv[i];
            commands[count++].microseconds = calloc(repetitions, sizeof(int64_t));
            is_start = false;
        }
    }
    return count;
}

int main(int argc, char **argv, char **env) {
    static struct command commands[MAX_COMMANDS];
    posix_spawn_file_actions_t silence;
    size_t repetitions = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (repetitions == 0 || repetitions > MAX_REPETITIONS) {
        (void)fprintf(stderr, "usage: measure REPETITIONS COMMAND [ARGUMENT...] [-- COMMAND [ARGUMENT...]]...\n");
        return 2;
    }
    size_t count = read_commands(commands, argc, argv, repetitions);
    (void)posix_spawn_file_actions_init(&silence);
    (void)posix_spawn_file_actions_addopen(&silence, 0, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_addopen(&silence, 1, "/dev/null", O_WRONLY, 0);
    (void)posix_spawn_file_actions_addopen(&silence, 2, "/dev/null", O_WRONLY, 0);
    for (size_t repetition = 0; repetition < repetitions; repetition++) {
        for (size_t c = 0; c < count; c++) {
            if (commands[c].microseconds == NULL || !run(&commands[c], repetition, &silence, env)) {
                (void)fprintf(stderr, "measure: could not run %s\n", commands[c].arguments[0]);
                return 3;
            }
        }
    }
    for (size_t c = 0; c < count; c++) {
        qsort(commands[c].microseconds, repetitions, sizeof(int64_t), compare);
        int status = WIFEXITED(commands[c].status) ? WEXITSTATUS(commands[c].status) : -1;
        printf("%lld %lld %ld %d\n", (long long)commands[c].microseconds[repetitions / 2],
               (long long)commands[c].microseconds[0], commands[c].peak, status);
        free(commands[c].microseconds);
    }
    return 0;
}
