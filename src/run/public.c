/* What the functions of the public header share: see public.h. */
#include "run/public.h"

#include "base/arena.h"
#include "base/error.h"
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

bool bg_is_number(const char *text) {
    return text[strspn(text, "0123456789")] == '\0';
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
