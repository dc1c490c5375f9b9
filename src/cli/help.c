/* Help: see help.h. */
#include "cli/help.h"

#include <stdio.h>

static const char usual_statuses[] = "  0  passed\n"
                                     "  1  rejected: a declared version is too low, or evidence is missing\n"
                                     "  2  wrong usage or configuration\n"
                                     "  3  could not judge: unreadable repository or input, no base, or nothing "
                                     "comparable\n";

static void add_option(struct bg_buffer *out, const struct bg_option *option) {
    char left[64];
    char short_form[8] = "    ";
    if (option->letter != 0) {
        (void)snprintf(short_form, sizeof short_form, "-%c, ", option->letter);
    }
    (void)snprintf(left, sizeof left, "%s--%s%s%s", short_form, option->name, option->argument == NULL ? "" : " ",
                   option->argument == NULL ? "" : option->argument);
    bg_buffer_printf(out, "  %-28s %s\n", left, option->help);
}

const char *bg_help_statuses(const struct bg_command *command) {
    return command == NULL || command->statuses == NULL ? usual_statuses : command->statuses;
}

void bg_help_command(struct bg_buffer *out, const struct bg_command *command) {
    bg_buffer_printf(out, "Usage: bumpgate %s%s%s [OPTION...]\n\n%s\n", command->name,
                     command->arguments[0] == '\0' ? "" : " ", command->arguments, command->summary);
    for (const struct bg_option_group *group = command->groups; group->title != NULL; group++) {
        bg_buffer_printf(out, "\n%s:\n", group->title);
        for (const struct bg_option *option = group->options; option->name != NULL; option++) {
            add_option(out, option);
        }
    }
    if (command->examples != NULL) {
        bg_buffer_printf(out, "\nExamples:\n%s", command->examples);
    }
    bg_buffer_printf(out, "\nExit status:\n%s", bg_help_statuses(command));
}

void bg_help_program(struct bg_buffer *out) {
    bg_buffer_add_text(out, "Usage: bumpgate COMMAND [ARGUMENT...] [OPTION...]\n\n"
                            "Checks that a connector's declared version fits what changed in it.\n\nCommands:\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "  %-12s %s\n", bg_commands[i]->name, bg_commands[i]->summary);
    }
    bg_buffer_add_text(out,
                       "\nbumpgate COMMAND --help shows the options of a command; bumpgate --version the version.\n");
    bg_buffer_printf(out, "\nExit status:\n%s", usual_statuses);
}
