/* argv to an exit status: find the command, run it. */
#include "cli/command.h"
#include "cli/common.h"
#include "cli/help.h"
#include "base/nearest.h"

#include <stdio.h>

static enum bg_status print_help(void) {
    struct bg_buffer help = {0};
    struct bg_error err;
    bg_help_program(&help);
    enum bg_status status = bg_write_stdout(bg_buffer_slice(&help), &err) ? BG_STATUS_PASSED : bg_report_error(&err);
    bg_buffer_finish(&help);
    return status;
}

static enum bg_status refuse_command(const char *word) {
    struct bg_nearest nearest = bg_nearest_start(bg_slice_of(word));
    struct bg_error err;
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_nearest_offer(&nearest, bg_slice_of(bg_commands[i]->name));
    }
    (void)bg_fail(&err, BG_ERROR_USAGE, "there is no command \"%s\"%s", word, bg_nearest_hint(&nearest));
    return bg_command_refuse(NULL, &err);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        struct bg_error err;
        (void)bg_fail(&err, BG_ERROR_USAGE, "a command is missing");
        return (int)bg_command_refuse(NULL, &err);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        return (int)print_help();
    }
    if (strcmp(argv[1], "--version") == 0) {
        struct bg_error err;
        return bg_write_stdout(BG_LITERAL("bumpgate " BUMPGATE_VERSION "\n"), &err) ? 0 : (int)bg_report_error(&err);
    }
    for (size_t i = 0; i < bg_command_count; i++) {
        if (strcmp(argv[1], bg_commands[i]->name) == 0) {
            return (int)bg_command_run(bg_commands[i], argc - 2, argv + 2);
        }
    }
    return (int)refuse_command(argv[1]);
}
