/*
 * Changes in the bytes of a work tree: see checkout.h. A line of the commit is a line of the work tree, whatever ends
 * it: lines that stay are taken from the work tree, and new ones end as the line does that they stand behind.
 */
#include "release/checkout.h"

#include "base/buffer.h"
#include "repo/checkout.h"
#include "repo/commit.h"

static const struct bg_slice carriage_return = {"\r\n", 2};

static bool refuse(struct bg_arena *arena, struct bg_refusal *refusal, struct bg_slice path,
                   const struct bg_error *err) {
    return bg_refuse(arena, refusal, BG_ID_NOT_WRITABLE, (struct bg_place){.file = path}, "%.*s %s", BG_ARGS(path),
                     err->message);
}

/* The next line, with its end. */
static struct bg_slice cut_line(struct bg_slice *rest) {
    size_t end = bg_slice_find(*rest, BG_LITERAL("\n"));
    struct bg_slice line = bg_slice_range(*rest, 0, end + 1);
    *rest = bg_slice_from(*rest, line.len);
    return line;
}

/* Bytes of the lines that both texts begin with. */
static size_t common_front(struct bg_slice a, struct bg_slice b) {
    struct bg_slice rest = a;
    size_t len = 0;
    while (rest.len > 0) {
        struct bg_slice line = cut_line(&rest);
        if (!bg_slice_starts(bg_slice_from(b, len), line)) {
            break;
        }
        len += line.len;
    }
    return len;
}

/* Bytes of the whole lines that both end with, but for the first `front`. */
static size_t common_back(struct bg_slice a, struct bg_slice b, size_t front) {
    size_t len = 0;
    size_t whole = 0;
    while (front + len < a.len && front + len < b.len && a.at[a.len - len - 1] == b.at[b.len - len - 1]) {
        len++;
        bool is_line = front + len == a.len || a.at[a.len - len - 1] == '\n';
        whole = is_line && (front + len == b.len || b.at[b.len - len - 1] == '\n') ? len : whole;
    }
    return whole;
}

static size_t count_lines(struct bg_slice text) {
    size_t count = 0;
    while (text.len > 0) {
        (void)cut_line(&text);
        count++;
    }
    return count;
}

static struct bg_slice cut_lines(struct bg_slice *rest, size_t count) {
    struct bg_slice start = *rest;
    for (size_t i = 0; i < count; i++) {
        (void)cut_line(rest);
    }
    return bg_slice_range(start, 0, start.len - rest->len);
}

static bool ends_with_both(struct bg_slice before, struct bg_slice behind) {
    return bg_slice_ends(before, carriage_return) ||
           (before.len == 0 && bg_slice_ends(cut_line(&behind), carriage_return));
}

static void add_lines(struct bg_buffer *out, struct bg_slice lines, bool has_both) {
    while (lines.len > 0) {
        struct bg_slice line = cut_line(&lines);
        bool is_short = has_both && bg_slice_ends(line, BG_LITERAL("\n")) && !bg_slice_ends(line, carriage_return);
        bg_buffer_add(out, is_short ? bg_slice_range(line, 0, line.len - 1) : line);
        bg_buffer_add(out, is_short ? carriage_return : BG_LITERAL(""));
    }
}

/* `planned` upon the text of the work tree, which has the lines of `planned->before`. */
static struct bg_slice carry_over(struct bg_arena *arena, const struct bg_file_change *planned, struct bg_slice text) {
    size_t front = common_front(planned->before, planned->after);
    size_t back = common_back(planned->before, planned->after, front);
    struct bg_slice gone = bg_slice_range(planned->before, front, planned->before.len - back);
    struct bg_slice come = bg_slice_range(planned->after, front, planned->after.len - back);
    struct bg_buffer out = {0};
    struct bg_slice behind = text;
    struct bg_slice before = cut_lines(&behind, count_lines(bg_slice_range(planned->before, 0, front)));
    bool has_both = ends_with_both(before, behind);
    (void)cut_lines(&behind, count_lines(gone));
    bg_buffer_add(&out, before);
    add_lines(&out, come, has_both);
    bg_buffer_add(&out, behind);
    struct bg_slice result = bg_arena_copy(arena, bg_buffer_slice(&out));
    bg_buffer_finish(&out);
    return result;
}

/* The file has other bytes than the plan was made from: they may be the same to git. */
static bool fit_text(struct bg_arena *arena, struct bg_repo *repo, const struct bg_file_change *planned,
                     struct bg_slice text, struct bg_file_change *out, struct bg_error *err) {
    struct bg_slice kept;
    if (!bg_repo_clean(repo, planned->path, text, arena, &kept, err)) {
        return false;
    }
    if (!bg_slice_equal(kept, planned->before) || count_lines(text) != count_lines(kept)) {
        return bg_fail(err, BG_ERROR_JUDGE, "has changed since it was read");
    }
    *out = (struct bg_file_change){planned->path, text, carry_over(arena, planned, text)};
    return (bg_repo_clean(repo, planned->path, out->after, arena, &kept, err) &&
            bg_slice_equal(kept, planned->after)) ||
           bg_fail(err, BG_ERROR_JUDGE, "could not be changed without changing its line ends");
}

/* The folder to name to git; the file itself where it stands in none. */
static struct bg_slice folder_of(struct bg_slice path) {
    struct bg_slice folder = bg_path_folder(path);
    return folder.len == 0 ? path : folder;
}

static bool read_there(struct bg_arena *arena, struct bg_repo *repo, const struct bg_file_change *planned,
                       struct bg_slice *text, struct bg_error *err) {
    struct bg_error why;
    if (bg_apply_read(arena, bg_repo_folder(repo), planned, text, &why)) {
        return true;
    }
    return bg_repo_leaves_out(repo, planned->path)
               ? bg_fail(err, BG_ERROR_JUDGE,
                         "is not checked out, since the checkout is sparse; run: git sparse-checkout add %.*s",
                         BG_ARGS(folder_of(planned->path)))
               : bg_fail(err, BG_ERROR_JUDGE, "%s", why.message);
}

bool bg_checkout_fit(struct bg_arena *arena, struct bg_repo *repo, const struct bg_file_change *planned,
                     struct bg_file_change *out, struct bg_refusal *refusal) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    struct bg_slice text;
    *out = *planned;
    if (!read_there(arena, repo, planned, &text, &err)) {
        return refuse(arena, refusal, planned->path, &err);
    }
    return planned->before.at == NULL || bg_slice_equal(text, planned->before) ||
           fit_text(arena, repo, planned, text, out, &err) || refuse(arena, refusal, planned->path, &err);
}

bool bg_checkout_can_commit(struct bg_arena *arena, struct bg_repo *repo, struct bg_slice path,
                            struct bg_refusal *refusal) {
    struct bg_error err = {.code = BG_ERROR_NONE};
    return bg_repo_is_committed(repo, path, &err) || refuse(arena, refusal, path, &err);
}
