/* The log of a GitHub workflow: what the runner would take for a command is one of ours, or is none. */
#ifndef BG_REPORT_GITHUB_H
#define BG_REPORT_GITHUB_H

#include "base/buffer.h"

/* The message of a workflow command, and a property of one: made visible, so that there are no line ends, and then %
 * (and : and ,) escaped. */
void bg_github_message(struct bg_buffer *out, struct bg_slice text);
void bg_github_property(struct bg_buffer *out, struct bg_slice text);

/* Adds `text` so that no line of it is a command: between stop-commands and its token, which nobody who wrote the text
 * can know, and with the old form of commands, which is found anywhere in a line, broken up. */
void bg_github_quiet(struct bg_buffer *out, struct bg_slice text, const char *token);

#endif
