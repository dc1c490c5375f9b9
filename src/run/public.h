/* What the functions of the public header share: versions and words of options, and handing bytes to a writer. */
#ifndef BG_RUN_PUBLIC_H
#define BG_RUN_PUBLIC_H

#include "bumpgate.h"
#include "base/buffer.h"

/* Whether options of this version can be read; what a later header has added would be ignored. */
bool bg_options_are_known(unsigned version, struct bg_error *err) BG_MUST_CHECK;

/* Whether `format` is one of two words; *is_second says which. `refusal` is the message if it is neither. */
bool bg_format_choose(const char *format, const char *first, const char *second, const char *refusal, bool *is_second,
                      struct bg_error *err) BG_MUST_CHECK;

/* Whether what people name for an entry of a changelog can be meant; NULL is nothing, and fine. A number has no zeros
 * in front, a title some text, and a day is one near today. `option` is the name of the option. */
bool bg_pull_number_check(const char *text, struct bg_error *err) BG_MUST_CHECK;
bool bg_title_check(const char *text, const char *option, struct bg_error *err) BG_MUST_CHECK;
bool bg_entry_date_check(const char *text, struct bg_error *err) BG_MUST_CHECK;

/* Whether it can be told where the pull requests of a repository are, if one is named. */
bool bg_repository_check(const char *repository, struct bg_error *err) BG_MUST_CHECK;

/* Hands all of `text` on. */
bool bg_write_out(const struct bg_writer *to, const struct bg_buffer *text, struct bg_error *err) BG_MUST_CHECK;

/* The same for text that people read; where it goes to the log of a workflow, no line of it is taken for a command. */
bool bg_write_text(const struct bg_writer *to, const struct bg_buffer *text, const struct bg_report_options *options,
                   struct bg_error *err) BG_MUST_CHECK;

#endif
