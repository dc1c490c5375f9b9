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

/* NULL if there is none of that name. */
static const struct bg_command *find_command(const char *name) {
    for (size_t i = 0; i < bg_command_count; i++) {
        if (strcmp(name, bg_commands[i]->name) == 0) {
            return bg_commands[i];
        }
    }
    return NULL;
}

static int help(const struct bg_command *command) {
    if (command == NULL) {
        bg_help_program(stdout);
    } else {
        bg_help_command(stdout, command);
    }
    return finish();
}

int main(int argc, char **argv) {
    bg_set_out_of_memory(bg_out_of_memory);
    if (argc < 2) {
        struct bg_error err;
        (void)bg_fail(&err, BG_ERROR_USAGE, "a command is missing");
        return (int)bg_command_refuse(NULL, &err);
    }
    bool is_help = strcmp(argv[1], "help") == 0;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || (is_help && argc == 2)) {
        return help(NULL);
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("bumpgate %s\n", bg_version());
        return finish();
    }
    const char *name = argv[is_help ? 2 : 1];
    const struct bg_command *command = find_command(name);
    if (command == NULL) {
        return (int)refuse_command(name);
    }
    return is_help ? help(command) : (int)bg_command_run(command, argc - 2, argv + 2);
}
