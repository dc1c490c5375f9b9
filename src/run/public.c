/* What the functions of the public header share: see public.h. */
#include "run/public.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "release/pull_link.h"
#include "report/github.h"
#include "run/step.h"

enum { OPTIONS_VERSION = 0 };

bool bg_options_are_known(unsigned version, struct bg_error *err) {
    return version <= OPTIONS_VERSION ||
           bg_fail(err, BG_ERROR_USAGE, "the options are of version %u; bumpgate " BUMPGATE_VERSION " knows up to %d",
                   version, OPTIONS_VERSION);
}

bool bg_format_choose(const char *format, const char *first, const char *second, const char *refusal, bool *is_second,
                      struct bg_error *err) {
    *is_second = strcmp(format, second) == 0;
    return *is_second || strcmp(format, first) == 0 || bg_fail(err, BG_ERROR_USAGE, "%s", refusal);
}

bool bg_pull_number_check(const char *text, struct bg_error *err) {
    size_t digits = text == NULL ? 0 : strspn(text, "0123456789");
    bool is_number = digits > 0 && text[digits] == '\0' && text[0] != '0' && digits <= BG_LIMIT_PULL_DIGITS;
    return text == NULL || is_number ||
           bg_fail(err, BG_ERROR_USAGE, "--pr takes the number of a pull request, from 1 on, not \"%.40s\"", text);
}

bool bg_title_check(const char *text, const char *option, struct bg_error *err) {
    struct bg_slice title = bg_slice_trim(bg_slice_of(text));
    return text == NULL || title.len > 0 ||
           bg_fail(err, BG_ERROR_USAGE, "--%s takes what changed, in words, and not nothing", option);
}

bool bg_entry_date_check(const char *text, struct bg_error *err) {
    char today[BG_DATE_SIZE];
    long now;
    long days;
    if (text == NULL) {
        return true;
    }
    if (!bg_date_read(bg_slice_of(text), &days)) {
        return bg_fail(err, BG_ERROR_USAGE, "--date takes a day as YYYY-MM-DD, not \"%.40s\"", text);
    }
    bool is_far = bg_date_read(bg_slice_of(bg_date_today(today)), &now) && !bg_date_is_near(days, now);
    return !is_far || bg_fail(err, BG_ERROR_USAGE, "--date takes a day near today, not \"%s\"", text);
}

bool bg_repository_check(const char *repository, struct bg_error *err) {
    struct bg_arena arena = BG_ARENA_EMPTY;
    bool is_known = repository == NULL || bg_pull_address(&arena, bg_slice_of(repository)).at != NULL;
    bg_arena_finish(&arena);
    return is_known || bg_fail(err, BG_ERROR_USAGE,
                               "--repository takes OWNER/NAME, or the address of a repository, not \"%s\"", repository);
}

bool bg_write_out(const struct bg_writer *to, const struct bg_buffer *text, struct bg_error *err) {
    return to->write(to->payload, bg_buffer_slice(text)) ||
           bg_fail(err, BG_ERROR_JUDGE, "what was asked for could not be written");
}

bool bg_write_text(const struct bg_writer *to, const struct bg_buffer *text, const struct bg_report_options *options,
                   struct bg_error *err) {
    char token[BG_GITHUB_TOKEN];
    struct bg_buffer quiet = {0};
    if (!options->is_in_log) {
        return bg_write_out(to, text, err);
    }
    if (options->token == NULL && !bg_github_token(token, err)) {
        return false;
    }
    bg_github_quiet(&quiet, bg_buffer_slice(text), options->token == NULL ? token : options->token);
    bool is_written = bg_write_out(to, &quiet, err);
    bg_buffer_finish(&quiet);
    return is_written;
}
