/* Help: see help.h. */
#include "cli/help.h"

#include <string.h>

/* Lines end at the width of a terminal; what an option does stands in a column of its own. */
enum { WIDTH = 80, COMMAND_COLUMN = 15, OPTION_COLUMN = 31 };

static const char usual_statuses[] = "  0  passed\n"
                                     "  1  rejected: a version is too low, or something that a release must\n"
                                     "     bring along is missing\n"
                                     "  2  wrong usage or configuration\n"
                                     "  3  could not judge: something is unreadable, or there is nothing to compare\n"
                                     "     with\n";

/* `text` from `column` on, where the cursor stands; further lines begin there as well. */
static void add_wrapped(FILE *out, const char *text, int column) {
    int at = column;
    while (*text != '\0') {
        int len = (int)strcspn(text, " ");
        if (at > column && at + 1 + len > WIDTH) {
            (void)fprintf(out, "\n%*s", column, "");
            at = column;
        }
        (void)fprintf(out, "%s%.*s", at > column ? " " : "", len, text);
        at += (at > column) + len;
        text += len + (text[len] != '\0');
    }
    (void)fprintf(out, "\n");
}

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
    bool has_room = strlen(left) + 3 <= OPTION_COLUMN;
    (void)fprintf(out, "  %-*s", has_room ? OPTION_COLUMN - 2 : 0, left);
    if (!has_room) {
        (void)fprintf(out, "\n%*s", OPTION_COLUMN, "");
    }
    add_wrapped(out, help, OPTION_COLUMN);
}

const char *bg_help_statuses(const struct bg_command *command) {
    return command == NULL || command->statuses == NULL ? usual_statuses : command->statuses;
}

void bg_help_command(FILE *out, const struct bg_command *command) {
    (void)fprintf(out, "Usage: bumpgate %s%s%s [OPTION...]\n\n", command->name,
                  command->arguments[0] == '\0' ? "" : " ", command->arguments);
    add_wrapped(out, command->summary, 0);
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
                       "Checks that the new version of a connector tells users what changed in it.\n\nCommands:\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        (void)fprintf(out, "  %-12s ", bg_commands[i]->name);
        add_wrapped(out, bg_commands[i]->summary, COMMAND_COLUMN);
    }
    (void)fprintf(out,
                  "\nFor the options of a command: bumpgate COMMAND --help. For the version: bumpgate --version.\n");
    (void)fprintf(out, "\nExit status:\n%s", usual_statuses);
}
