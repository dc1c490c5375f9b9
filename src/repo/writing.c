/* What writes to a repository: see writing.h. */
#include "repo/writing.h"

#include "base/date.h"

#include <git2/sys/repository.h>

#include <stdio.h>
#include <stdlib.h>

enum { SECONDS_OF_DAY = 86400, MINUTES_OF_HOUR = 60 };

/* Whose names stand in a commit. */
struct role {
    const char *name; /* of the configuration's section */
    const char *name_variable;
    const char *email_variable;
    const char *date_variable;
};

static const struct role author_role = {"author", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE"};
static const struct role committer_role = {"committer", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
                                           "GIT_COMMITTER_DATE"};

/* libgit2 1.5 loses the path if it is the work tree already, so it is only told of another. */
static bool set_folder(git_repository *git, const char *folder) {
    const char *present = git_repository_workdir(git);
    bool is_same = present != NULL && strcmp(present, folder) == 0;
    return is_same || git_repository_set_workdir(git, folder, 0) == GIT_OK;
}

bool bg_writing_open(struct bg_repo *repo, struct bg_writing *out, struct bg_error *err) {
    git_index *index = NULL;
    const char *folder = git_repository_workdir(repo->git);
    if (folder == NULL) {
        return bg_fail(err, BG_ERROR_USAGE, "the repository has no work tree to commit from");
    }
    bool is_open = git_repository_open_ext(&out->git, git_repository_path(repo->git), GIT_REPOSITORY_OPEN_NO_SEARCH,
                                           NULL) == GIT_OK &&
                   set_folder(out->git, folder) && git_repository_index(&index, repo->git) == GIT_OK &&
                   git_index_open(&out->index, git_index_path(index)) == GIT_OK;
    git_index_free(index);
    if (!is_open) {
        return bg_git_fail(err, "the repository could not be opened for a commit");
    }
    git_repository_set_index(out->git, out->index);
    if (git_repository_config_snapshot(&out->config, out->git) != GIT_OK) {
        return bg_git_fail(err, "the configuration of git could not be read");
    }
    return true;
}

static bool read_number(struct bg_slice *text, size_t digits, int64_t *out) {
    size_t used = 0;
    *out = 0;
    while (used < text->len && used < digits && text->at[used] >= '0' && text->at[used] <= '9') {
        *out = *out * 10 + (text->at[used++] - '0');
    }
    *text = bg_slice_from(*text, used);
    return used > 0;
}

/* "Z", "", "+0100" or "-01:30", as minutes. */
static bool read_offset(struct bg_slice text, int *minutes) {
    int64_t hours;
    int64_t rest = 0;
    *minutes = 0;
    if (text.len == 0 || bg_slice_is(text, "Z")) {
        return true;
    }
    bool is_west = text.at[0] == '-';
    if (!is_west && text.at[0] != '+') {
        return false;
    }
    text = bg_slice_from(text, 1);
    if (!read_number(&text, 2, &hours)) {
        return false;
    }
    text = bg_slice_from(text, bg_slice_starts(text, BG_LITERAL(":")) ? 1 : 0);
    if (!read_number(&text, 2, &rest) || text.len > 0) {
        return false;
    }
    *minutes = (int)(hours * MINUTES_OF_HOUR + rest) * (is_west ? -1 : 1);
    return true;
}

/* "2030-01-02T03:04:05+0100" */
static bool read_calendar(struct bg_slice text, int64_t *seconds, int *minutes) {
    long days;
    int64_t part[3] = {0};
    if (text.len < 11 || !bg_date_read(bg_slice_range(text, 0, 10), &days) ||
        (text.at[10] != 'T' && text.at[10] != ' ')) {
        return false;
    }
    text = bg_slice_from(text, 11);
    for (size_t p = 0; p < 3; p++) {
        if (p > 0 && !bg_slice_starts(text, BG_LITERAL(":"))) {
            return false;
        }
        text = bg_slice_from(text, p > 0 ? 1 : 0);
        if (!read_number(&text, 2, &part[p])) {
            return false;
        }
    }
    if (!read_offset(bg_slice_trim(text), minutes)) {
        return false;
    }
    *seconds = (int64_t)days * SECONDS_OF_DAY + (part[0] * 60 + part[1]) * 60 + part[2] - (int64_t)*minutes * 60;
    return true;
}

/* Git's own form ("1893456000 +0100", perhaps with @ in front), or a date with a time. */
static bool read_date(struct bg_slice text, int64_t *seconds, int *minutes) {
    struct bg_slice rest = bg_slice_from(text, bg_slice_starts(text, BG_LITERAL("@")) ? 1 : 0);
    if (read_number(&rest, 12, seconds) && (rest.len == 0 || rest.at[0] == ' ')) {
        return read_offset(bg_slice_trim(rest), minutes);
    }
    return read_calendar(text, seconds, minutes);
}

/* What the environment says, else what the configuration says under one of the two sections; NULL without any. */
static const char *look_up(const struct bg_writing *to, const char *variable, const char *section, const char *key) {
    const char *sections[] = {section, "user"};
    const char *value = getenv(variable);
    for (size_t s = 0; (value == NULL || *value == '\0') && s < 2; s++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.%s", sections[s], key);
        value = NULL;
        if (git_config_get_string(&value, to->config, name) != GIT_OK) {
            value = NULL;
        }
    }
    git_error_clear();
    return value;
}

static bool find_time(const struct role *role, int64_t *seconds, int *minutes, struct bg_error *err) {
    const char *date = getenv(role->date_variable);
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    git_signature *now = NULL;
    if (date != NULL && *date != '\0') {
        return read_date(bg_slice_of(date), seconds, minutes) ||
               bg_fail(err, BG_ERROR_USAGE,
                       "%s is `%s`, which was not understood; write it as 2030-01-02T03:04:05+00:00",
                       role->date_variable, date);
    }
    if (epoch != NULL) {
        return read_date(bg_slice_of(epoch), seconds, minutes) ||
               bg_fail(err, BG_ERROR_USAGE, "SOURCE_DATE_EPOCH is `%s`, which is no number of seconds", epoch);
    }
    if (git_signature_now(&now, "now", "now") != GIT_OK) {
        return bg_git_fail(err, "the time could not be read");
    }
    *seconds = now->when.time;
    *minutes = now->when.offset;
    git_signature_free(now);
    return true;
}

bool bg_writing_sign(const struct bg_writing *to, bool is_author, git_signature **out, struct bg_error *err) {
    const struct role *role = is_author ? &author_role : &committer_role;
    const char *name = look_up(to, role->name_variable, role->name, "name");
    const char *email = look_up(to, role->email_variable, role->name, "email");
    int64_t seconds = 0;
    int minutes = 0;
    if (email == NULL) {
        email = getenv("EMAIL");
    }
    if (name == NULL || email == NULL || *name == '\0' || *email == '\0') {
        return bg_fail(err, BG_ERROR_USAGE,
                       "the %s of the commit is not known; set user.name and user.email with git config, or %s and %s",
                       role->name, role->name_variable, role->email_variable);
    }
    if (!find_time(role, &seconds, &minutes, err)) {
        return false;
    }
    return git_signature_new(out, name, email, seconds, minutes) == GIT_OK ||
           bg_git_fail(err, "the %s `%s <%s>` cannot stand in a commit", role->name, name, email);
}

void bg_writing_close(struct bg_writing *to) {
    git_config_free(to->config);
    git_index_free(to->index);
    git_repository_free(to->git);
}
