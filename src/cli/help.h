/* The help texts, made from the command and option tables. */
#ifndef BG_CLI_HELP_H
#define BG_CLI_HELP_H

#include "cli/command.h"

#include <stdio.h>

/* Of the program, and of one command. */
void bg_help_program(FILE *out);
void bg_help_command(FILE *out, const struct bg_command *command);

/* The lines that say what the exit statuses of a command mean; NULL: of most. */
const char *bg_help_statuses(const struct bg_command *command);

#endif
