/*
 * Writes the manual: a page for the program and one for each command, out of the tables that parse the options and
 * print the help, so that they cannot disagree. roff, for man.
 */
#include "cli/help.h"
#include "base/buffer.h"

#include <ctype.h>
#include <stdio.h>

/* Text that roff takes as it stands: no escapes, no requests, and hyphens that can be searched for. */
static void add_text(struct bg_buffer *out, const char *text) {
    bool is_start = true;
    for (; *text != '\0'; text++) {
        if (is_start && (*text == '.' || *text == '\'')) {
            bg_buffer_add_text(out, "\\&");
        }
        if (*text == '\\') {
            bg_buffer_add_text(out, "\\e");
        } else if (*text == '-') {
            bg_buffer_add_text(out, "\\-");
        } else {
            bg_buffer_add_char(out, *text);
        }
        is_start = *text == '\n';
    }
}

static void add_line(struct bg_buffer *out, const char *before, const char *text) {
    bg_buffer_add_text(out, before);
    add_text(out, text);
    bg_buffer_add_char(out, '\n');
}

static void add_title(struct bg_buffer *out, const char *name, const char *summary) {
    bg_buffer_add_text(out, ".TH \"BUMPGATE");
    for (const char *letter = name; *letter != '\0'; letter++) {
        bg_buffer_add_char(out, (char)toupper((unsigned char)*letter));
    }
    bg_buffer_add_text(out, "\" \"1\" \"\" \"bumpgate " BUMPGATE_VERSION "\" \"bumpgate\"\n.SH NAME\nbumpgate");
    add_text(out, name);
    add_line(out, " \\- ", summary);
}

static void add_option(struct bg_buffer *out, const struct bg_option *option) {
    char help[BG_HELP_ROOM];
    bg_option_describe(option, help, sizeof help);
    bg_buffer_add_text(out, ".TP\n");
    if (option->letter != 0) {
        bg_buffer_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    bg_buffer_add_text(out, "\\fB\\-\\-");
    add_text(out, option->name);
    bg_buffer_add_text(out, "\\fR");
    if (option->argument != NULL) {
        bg_buffer_add_text(out, " \\fI");
        add_text(out, option->argument);
        bg_buffer_add_text(out, "\\fR");
    }
    add_line(out, "\n", help);
}

static void add_verbatim(struct bg_buffer *out, const char *title, const char *lines) {
    bg_buffer_printf(out, ".SH %s\n.nf\n", title);
    add_text(out, lines);
    bg_buffer_add_text(out, ".fi\n");
}

static void add_command(struct bg_buffer *out, const struct bg_command *command) {
    char name[64];
    (void)snprintf(name, sizeof name, "-%s", command->name);
    add_title(out, name, command->summary);
    bg_buffer_add_text(out, ".SH SYNOPSIS\n\\fBbumpgate ");
    add_text(out, command->name);
    add_line(out, "\\fR ", command->arguments);
    add_line(out, "", "[OPTION...]");
    bg_buffer_add_text(out, ".SH OPTIONS\n");
    const struct bg_option_group *group = command->groups;
    const struct bg_option_group *titled = NULL;
    const struct bg_option *option = NULL;
    while ((option = bg_options_next(&group, option)) != NULL) {
        if (group != titled) {
            add_line(out, ".SS ", group->title);
            titled = group;
        }
        add_option(out, option);
    }
    if (command->examples != NULL) {
        add_verbatim(out, "EXAMPLES", command->examples);
    }
    add_verbatim(out, "EXIT STATUS", bg_help_statuses(command));
    bg_buffer_add_text(out, ".SH SEE ALSO\n\\fBbumpgate\\fR(1)\n");
}

static void add_program(struct bg_buffer *out) {
    add_title(out, "", "checks that a connector's declared version fits what changed in it");
    bg_buffer_add_text(out, ".SH SYNOPSIS\n\\fBbumpgate\\fR COMMAND [ARGUMENT...] [OPTION...]\n.SH COMMANDS\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_add_text(out, ".TP\n\\fBbumpgate\\-");
        add_text(out, bg_commands[i]->name);
        add_line(out, "\\fR(1)\n", bg_commands[i]->summary);
    }
    add_verbatim(out, "EXIT STATUS", bg_help_statuses(NULL));
    bg_buffer_add_text(out,
                       ".SH FILES\n.TP\n\\fI.bumpgate.yaml\\fR\nThe configuration, at the root of the repository; all "
                       "of it is optional.\n");
}

static bool write_page(const char *folder, const char *name, struct bg_buffer *page) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/bumpgate%s%s.1", folder, name[0] == '\0' ? "" : "-", name);
    FILE *stream = fopen(path, "wb");
    bool is_written = stream != NULL && fwrite(page->at, 1, page->len, stream) == page->len;
    is_written = (stream == NULL || fclose(stream) == 0) && is_written;
    bg_buffer_finish(page);
    *page = (struct bg_buffer){0};
    if (!is_written) {
        (void)fprintf(stderr, "could not write %s\n", path);
    }
    return is_written;
}

int main(int argc, char **argv) {
    struct bg_buffer page = {0};
    if (argc != 2) {
        (void)fprintf(stderr, "usage: generate_manual FOLDER\n");
        return 2;
    }
    add_program(&page);
    bool is_written = write_page(argv[1], "", &page);
    for (size_t i = 0; is_written && i < bg_command_count; i++) {
        add_command(&page, bg_commands[i]);
        is_written = write_page(argv[1], bg_commands[i]->name, &page);
    }
    return is_written ? 0 : 1;
}
