/* The table of commands, and how one is run. */
#include "cli/command.h"

#include "cli/common.h"
#include "cli/help.h"
#include "cli/inputs.h"
#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    &bg_command_land,
    &bg_command_merge,
    &bg_command_rules,
    &bg_command_snapshot,
    &bg_command_subschema,
    &bg_command_version,
    &bg_command_waive,
};
/* clang-format on */

const size_t bg_command_count = sizeof bg_commands / sizeof bg_commands[0];

enum bg_status bg_command_refuse(const struct bg_command *command, const struct bg_error *err) {
    if (command != NULL && command->leave != NULL) {
        command->leave(err);
    }
    enum bg_status status = bg_report_error(err);
    if (err->code == BG_ERROR_USAGE && err->file[0] == '\0') {
        (void)fprintf(stderr, "See: bumpgate %s%s--help\n", command == NULL ? "" : command->name,
                      command == NULL ? "" : " ");
    }
    return status;
}

static enum bg_status print_help(const struct bg_command *command) {
    struct bg_error err;
    bg_help_command(stdout, command);
    return bg_stdout_finish(&err) ? BG_STATUS_PASSED : bg_report_error(&err);
}

/* Fails if the first argument is no verb, or an option is not one of the verb. */
static bool find_verb(const struct bg_command *command, const struct bg_texts *arguments, const struct bg_texts *given,
                      const struct bg_verb **verb, struct bg_error *err) {
    const char *word = arguments->count == 0 ? "" : arguments->at[0];
    for (*verb = command->verbs; (*verb)->name != NULL; ++*verb) {
        if (strcmp((*verb)->name, word) == 0) {
            return bg_options_fit(command->groups, given, command->name, word, err);
        }
    }
    return bg_fail(err, BG_ERROR_USAGE, "%s", command->verbs_missing);
}

static enum bg_status run(const struct bg_command *command, struct bg_texts *arguments, const struct bg_texts *given) {
    const struct bg_verb *verb;
    struct bg_error err;
    if (command->verbs == NULL) {
        if (strstr(command->arguments, "CONNECTOR...") != NULL) {
            bg_inputs_take_connectors(arguments);
        }
        return command->run(arguments);
    }
    if (!find_verb(command, arguments, given, &verb, &err)) {
        return bg_command_refuse(command, &err);
    }
    return verb->run(&(struct bg_texts){arguments->at + 1, arguments->count - 1});
}

enum bg_status bg_command_run(const struct bg_command *command, int count, char **arguments) {
    struct bg_texts rest = {0};
    struct bg_texts given = {0};
    struct bg_error err;
    enum bg_status status;
    bg_common.where = bg_where_new();
    struct bg_error of_inputs;
    bool is_parsed = bg_options_parse(command->groups, count, arguments, &rest, &given, &err);
    bool are_taken = bg_inputs_take(command->groups, &of_inputs); /* also after a mistake: they may name reports */
    if (!is_parsed || !are_taken) {
        status = bg_command_refuse(command, is_parsed ? &of_inputs : &err);
    } else if (bg_common.wants_help) {
        status = print_help(command);
    } else {
        status = run(command, &rest, &given);
    }
    free(rest.at);
    free(given.at);
    free(bg_common.formats.at);
    bg_common.formats = (struct bg_texts){0};
    bg_inputs_finish();
    bg_where_free(bg_common.where);
    return status;
}
