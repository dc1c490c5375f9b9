/*
 * Writes what shells complete: for bash, zsh and fish, out of the tables of commands and options. Where an option takes
 * one of a few words they are offered; where it takes a file, files are.
 */
#include "cli/command.h"
#include "base/buffer.h"

#include <stdio.h>

/* "auto always never", or NULL if it takes any text. Lives until the next call. */
static const char *words_of(const struct bg_option *option) {
    static char words[1024];
    size_t len = 0;
    for (size_t i = 0; option->word != NULL && option->word(i) != NULL && len < sizeof words; i++) {
        len += (size_t)snprintf(words + len, sizeof words - len, "%s%s", i == 0 ? "" : " ", option->word(i));
    }
    return option->word == NULL ? NULL : words;
}

typedef void each_option(struct bg_buffer *out, const struct bg_command *command, const struct bg_option *option);

static void for_each_option(struct bg_buffer *out, const struct bg_command *command, each_option *add) {
    const struct bg_option_group *group = command->groups;
    const struct bg_option *option = NULL;
    while ((option = bg_options_next(&group, option)) != NULL) {
        add(out, command, option);
    }
}

/* In single quotes of any of the shells; `special` also get a backslash, as zsh's specifications want it. */
static void add_quoted(struct bg_buffer *out, const char *text, const char *special) {
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            bg_buffer_add_text(out, "'\\''");
        } else if (strchr(special, *text) != NULL) {
            bg_buffer_printf(out, "\\%c", *text);
        } else {
            bg_buffer_add_char(out, *text);
        }
    }
}

static void add_bash_name(struct bg_buffer *out, const struct bg_command *command, const struct bg_option *option) {
    (void)command;
    bg_buffer_printf(out, " --%s", option->name);
}

static void add_bash_values(struct bg_buffer *out, const struct bg_command *command, const struct bg_option *option) {
    const char *words = words_of(option);
    if (words != NULL) {
        bg_buffer_printf(out, "    '%s --%s') words='%s' ;;\n", command->name, option->name, words);
    } else if (option->type != BG_OPTION_FLAG) {
        bg_buffer_printf(out, "    '%s --%s') return ;;\n", command->name, option->name);
    }
}

static void write_bash(struct bg_buffer *out) {
    bg_buffer_add_text(out, "# bash completion for bumpgate; generated from its tables of options\n"
                            "_bumpgate() {\n    local command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]} words=\n"
                            "    COMPREPLY=()\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "%s ", bg_commands[i]->name);
    }
    bg_buffer_add_text(out, "--help --version'\n        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                            "        return\n    fi\n    case \"$command ${COMP_WORDS[COMP_CWORD - 1]}\" in\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        for_each_option(out, bg_commands[i], add_bash_values);
    }
    bg_buffer_add_text(out, "    *)\n        [ \"${word:0:1}\" = - ] || return\n        case \"$command\" in\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "        %s) words='", bg_commands[i]->name);
        for_each_option(out, bg_commands[i], add_bash_name);
        bg_buffer_add_text(out, "' ;;\n");
    }
    bg_buffer_add_text(out, "        esac\n        ;;\n    esac\n"
                            "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
                            "complete -o bashdefault -o default -F _bumpgate bumpgate\n");
}

static void add_zsh_option(struct bg_buffer *out, const struct bg_command *command, const struct bg_option *option) {
    (void)command;
    const char *words = words_of(option);
    char help[BG_HELP_ROOM];
    bg_option_describe(option, help, sizeof help);
    bg_buffer_add_text(out, "        ");
    if (option->letter != 0) {
        bg_buffer_printf(out, "{-%c,--%s}'", option->letter, option->name);
    } else {
        bg_buffer_printf(out, "'%s--%s", option->type == BG_OPTION_LIST ? "*" : "", option->name);
    }
    bg_buffer_add_char(out, '[');
    add_quoted(out, help, "[]:\\");
    bg_buffer_add_char(out, ']');
    if (option->argument != NULL) {
        bg_buffer_add_char(out, ':');
        add_quoted(out, option->argument, "[]:\\");
        bg_buffer_add_text(out, words != NULL ? ":(" : ":_files");
        bg_buffer_add_text(out, words != NULL ? words : "");
        bg_buffer_add_text(out, words != NULL ? ")" : "");
    }
    bg_buffer_add_text(out, "' \\\n");
}

static void write_zsh(struct bg_buffer *out) {
    bg_buffer_add_text(out, "#compdef bumpgate\n# zsh completion for bumpgate; generated from its tables of options\n"
                            "_bumpgate() {\n    local -a commands\n    commands=(\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "        '%s:", bg_commands[i]->name);
        add_quoted(out, bg_commands[i]->summary, ":\\");
        bg_buffer_add_text(out, "'\n");
    }
    bg_buffer_add_text(out, "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
                            "        return\n    fi\n    local command=$words[2]\n    shift words\n"
                            "    (( CURRENT-- ))\n    case $command in\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "    %s)\n        _arguments \\\n", bg_commands[i]->name);
        for_each_option(out, bg_commands[i], add_zsh_option);
        bg_buffer_add_text(out, "        '*:argument:_files'\n        ;;\n");
    }
    bg_buffer_add_text(out, "    esac\n}\n_bumpgate \"$@\"\n");
}

static void add_fish_option(struct bg_buffer *out, const struct bg_command *command, const struct bg_option *option) {
    const char *words = words_of(option);
    char help[BG_HELP_ROOM];
    bg_option_describe(option, help, sizeof help);
    bg_buffer_printf(out, "complete -c bumpgate -n '__fish_seen_subcommand_from %s' -l %s", command->name,
                     option->name);
    if (option->letter != 0) {
        bg_buffer_printf(out, " -s %c", option->letter);
    }
    if (words != NULL) {
        bg_buffer_printf(out, " -x -a '%s'", words);
    } else if (option->type != BG_OPTION_FLAG) {
        bg_buffer_add_text(out, " -r");
    }
    bg_buffer_add_text(out, " -d '");
    for (const char *letter = help; *letter != '\0'; letter++) {
        bg_buffer_printf(out, "%s%c", *letter == '\'' || *letter == '\\' ? "\\" : "", *letter);
    }
    bg_buffer_add_text(out, "'\n");
}

static void write_fish(struct bg_buffer *out) {
    bg_buffer_add_text(out, "# fish completion for bumpgate; generated from its tables of options\n");
    for (size_t i = 0; i < bg_command_count; i++) {
        bg_buffer_printf(out, "complete -c bumpgate -f -n __fish_use_subcommand -a %s -d '", bg_commands[i]->name);
        for (const char *letter = bg_commands[i]->summary; *letter != '\0'; letter++) {
            bg_buffer_printf(out, "%s%c", *letter == '\'' || *letter == '\\' ? "\\" : "", *letter);
        }
        bg_buffer_add_text(out, "'\n");
    }
    for (size_t i = 0; i < bg_command_count; i++) {
        for_each_option(out, bg_commands[i], add_fish_option);
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *shell;
        void (*write)(struct bg_buffer *out);
    } shells[] = {{"bash", write_bash}, {"fish", write_fish}, {"zsh", write_zsh}};
    struct bg_buffer out = {0};
    for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(argv[1], shells[i].shell) == 0) {
            shells[i].write(&out);
            bool is_written = fwrite(out.at, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
            bg_buffer_finish(&out);
            return is_written ? 0 : 1;
        }
    }
    (void)fprintf(stderr, "usage: generate_completions bash|fish|zsh\n");
    return 2;
}
