/* argv to an exit status: find the command, run it. */
#include "cli/common.h"
#include "cli/help.h"
#include "cli/output.h"

#include <string.h>

enum { COMMANDS_MAX = 64, HINT_ROOM = 160 };

static int finish(void) {
    struct bg_error err;
    return (int)(bg_stdout_finish(&err) ? BG_STATUS_PASSED : bg_report_error(&err));
}

static enum bg_status refuse_command(const char *word) {
    const char *known[COMMANDS_MAX];
    char hint[HINT_ROOM];
    struct bg_error err;
    for (size_t i = 0; i < bg_command_count && i < COMMANDS_MAX; i++) {
        known[i] = bg_commands[i]->name;
    }
    bg_hint(hint, sizeof hint, word, known, bg_command_count);
    (void)bg_fail(&err, BG_ERROR_USAGE, "there is no command \"%s\"%s", word, hint);
    return bg_command_refuse(NULL, &err);
}

int main(int argc, char **argv) {
    bg_set_out_of_memory(bg_out_of_memory);
    if (argc < 2) {
        struct bg_error err;
        (void)bg_fail(&err, BG_ERROR_USAGE, "a command is missing");
        return (int)bg_command_refuse(NULL, &err);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        bg_help_program(stdout);
        return finish();
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("bumpgate %s\n", bg_version());
        return finish();
    }
    for (size_t i = 0; i < bg_command_count; i++) {
        if (strcmp(argv[1], bg_commands[i]->name) == 0) {
            return (int)bg_command_run(bg_commands[i], argc - 2, argv + 2);
        }
    }
    return (int)refuse_command(argv[1]);
}
