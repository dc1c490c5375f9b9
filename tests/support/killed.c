/* Killed children: see killed.h. */
#include "support/killed.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { STATUS_TRUE, STATUS_FALSE, STATUS_CANNOT_TRACE };

static _Noreturn void be_traced(bool (*what)(void *context), void *context) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise(SIGSTOP) != 0) {
        _exit(STATUS_CANNOT_TRACE);
    }
    _exit(what(context) ? STATUS_TRUE : STATUS_FALSE);
}

enum killed killed_after(size_t stops, bool (*what)(void *context), void *context) {
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        be_traced(what, context);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    for (size_t s = 0; WIFSTOPPED(status); s++) {
        if (s == stops) {
            (void)kill(child, SIGKILL);
        } else {
            (void)ptrace(PTRACE_SYSCALL, child, NULL, NULL);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
    }
    if (WIFSIGNALED(status)) {
        return KILLED;
    }
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == STATUS_TRUE    ? KILLED_ENDED_TRUE
           : WEXITSTATUS(status) == STATUS_FALSE ? KILLED_ENDED_FALSE
                                                 : KILLED_CANNOT_TRACE;
}
