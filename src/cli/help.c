/* Help: see help.h. */
#include "cli/help.h"

static const char usual_statuses[] = "  0  passed\n"
                                     "  1  rejected: a declared version is too low, or evidence is missing\n"
                                     "  2  wrong usage or configuration\n"
                                     "  3  could not judge: unreadable repository or input, no base, or nothing "
                                     "comparable\n";

static void add_option(FILE *out, const struct bg_option *option) {
    char left[64];
    char help[BG_HELP_ROOM];
    char short_form[8] = "    ";
    if (option->letter != 0) {
        (void)snprintf(short_form, sizeof short_form, "-%c, ", option->letter);
    }
    (void)snprintf(left, sizeof left, "%s--%s%s%s", short_form, option->name, option->argument == NULL ? "" : " ",
                   option->argument == NULL ? "" : option->argument);
    bg_option_describe(option, help, sizeof help);
    (void)fprintf(out, "  %-28s %s\n", left, help);
}

const char *bg_help_statuses(const struct bg_command *command) {
    return command == NULL || command->statuses == NULL ? usual_statuses : command->statuses;
}

void bg_help_command(FILE *out, const struct bg_command *command) {
    (void)fprintf(out, "Usage: bumpgate %s%s%s [OPTION...]\n\n%s\n", command->name,
                  command->arguments[0] == '\0' ? "" : " ", command->arguments, command->summary);
    const struct bg_option_group *group = command->groups;
    const struct bg_option_group *titled = NULL;
    const struct bg_option *option = NULL;
    while ((option = bg_options_next(&group, option)) != NULL) {
        if (group != titled) {
            (void)fprintf(out, "\n%s:\n", group->title);
            titled = group;
        }
        add_option(out, option);
    }
    if (command->examples != NULL) {
        (void)fprintf(out, "\nExamples:\n%s", command->examples);
    }
    (void)fprintf(out, "\nExit status:\n%s", bg_help_statuses(command));
}

void bg_help_program(FILE *out) {
    (void)fprintf(out, "Usage: bumpgate COMMAND [ARGUMENT...] [OPTION...]\n\n"
                       "Checks that a connector's declared version fits what changed in it.\n\nCommands:\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        (void)fprintf(out, "  %-12s %s\n", bg_commands[i]->name, bg_commands[i]->summary);
    }
    (void)fprintf(out, "\nbumpgate COMMAND --help shows the options of a command; bumpgate --version the version.\n");
    (void)fprintf(out, "\nExit status:\n%s", usual_statuses);
}
