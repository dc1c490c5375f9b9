/* The table of commands, and how one is run. */
#include "cli/command.h"

#include "cli/common.h"
#include "cli/help.h"
#include "cli/where.h"

#include <stdio.h>
#include <stdlib.h>

/* A line each, so that two new commands do not meet in one. */
/* clang-format off */
const struct bg_command *const bg_commands[] = {
    &bg_command_audit,
    &bg_command_bump,
    &bg_command_check,
    &bg_command_diff,
    &bg_command_draft,
    &bg_command_explain,
    &bg_command_init,
    &bg_command_merge,
    &bg_command_rules,
    &bg_command_snapshot,
    &bg_command_subschema,
    &bg_command_version,
};
/* clang-format on */

const size_t bg_command_count = sizeof bg_commands / sizeof bg_commands[0];

enum bg_status bg_command_refuse(const struct bg_command *command, const struct bg_error *err) {
    enum bg_status status = bg_report_error(err);
    if (err->code == BG_ERROR_USAGE && err->file[0] == '\0') {
        (void)fprintf(stderr, "See: bumpgate %s%s--help\n", command == NULL ? "" : command->name,
                      command == NULL ? "" : " ");
    }
    return status;
}

enum bg_status bg_command_run(const struct bg_command *command, int count, char **arguments) {
    struct bg_texts rest = {0};
    struct bg_error err;
    enum bg_status status;
    if (!bg_options_parse(command->groups, count, arguments, &rest, &err) ||
        !bg_where_take_inputs(command->groups, &bg_common.arena, &err)) {
        status = bg_command_refuse(command, &err);
    } else if (bg_common.wants_help) {
        struct bg_buffer help = {0};
        bg_help_command(&help, command);
        status = bg_write_stdout(bg_buffer_slice(&help), &err) ? BG_STATUS_PASSED : bg_report_error(&err);
        bg_buffer_finish(&help);
    } else {
        if (strstr(command->arguments, "CONNECTOR...") != NULL) {
            bg_where_take_connectors(&rest, &bg_common.arena);
        }
        status = command->run(&rest);
    }
    free(rest.at);
    free(bg_common.formats.at);
    bg_common.formats = (struct bg_texts){0};
    bg_arena_finish(&bg_common.arena);
    return status;
}
