/* The frame of a page: see page.h. */
#include "report/html/page.h"

#include "base/visible.h"
#include "report/page_files.h"

static void add_bytes(struct bg_buffer *out, const unsigned char *bytes, size_t len) {
    bg_buffer_add(out, (struct bg_slice){(const char *)bytes, len});
}

void bg_page_begin(struct bg_buffer *out, struct bg_slice title) {
    bg_buffer_printf(out,
                     "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '%s'; "
                     "script-src '%s'; base-uri 'none'; form-action 'none'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                     bg_page_style_css_hash, bg_page_script_js_hash);
    bg_page_text(out, title);
    bg_buffer_add_text(out, "</title>\n<style>");
    add_bytes(out, bg_page_style_css, sizeof bg_page_style_css);
    bg_buffer_add_text(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">To the content</a>\n"
                            "<main id=\"content\">\n");
}

void bg_page_end(struct bg_buffer *out) {
    bg_buffer_add_text(out, "</main>\n<script>");
    add_bytes(out, bg_page_script_js, sizeof bg_page_script_js);
    bg_buffer_add_text(out, "</script>\n</body>\n</html>\n");
}

static void add_escaped(struct bg_buffer *out, char c) {
    switch (c) {
    case '&':
        bg_buffer_add_text(out, "&amp;");
        break;
    case '<':
        bg_buffer_add_text(out, "&lt;");
        break;
    case '>':
        bg_buffer_add_text(out, "&gt;");
        break;
    case '"':
        bg_buffer_add_text(out, "&quot;");
        break;
    default:
        bg_buffer_add_char(out, c);
    }
}

void bg_page_text(struct bg_buffer *out, struct bg_slice text) {
    struct bg_buffer plain = {0};
    bg_visible_add(&plain, text, SIZE_MAX);
    for (size_t i = 0; i < plain.len; i++) {
        add_escaped(out, plain.at[i]);
    }
    bg_buffer_finish(&plain);
}

void bg_page_line(struct bg_buffer *out, struct bg_slice line) {
    while (line.at != NULL) {
        bg_page_text(out, bg_slice_cut(&line, '\t'));
        bg_buffer_add_text(out, line.at == NULL ? "" : "\t");
    }
}

void bg_page_sentence(struct bg_buffer *out, struct bg_slice sentence) {
    bool is_code = false;
    while (sentence.at != NULL) {
        struct bg_slice part = bg_slice_cut(&sentence, '`');
        bool is_marked = is_code && sentence.at != NULL;
        bg_buffer_add_text(out, is_marked ? "<code>" : is_code ? "`" : "");
        bg_page_text(out, part);
        bg_buffer_add_text(out, is_marked ? "</code>" : "");
        is_code = !is_code;
    }
}

void bg_page_bar(struct bg_buffer *out, struct bg_slice label, const struct bg_page_part *parts, size_t count) {
    size_t all = 0;
    for (size_t i = 0; i < count; i++) {
        all += parts[i].amount;
    }
    if (all == 0) {
        return;
    }
    bg_buffer_add_text(out, "<svg class=\"bar\" role=\"img\" aria-label=\"");
    bg_page_text(out, label);
    bg_buffer_add_text(out, "\">");
    size_t before = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].amount > 0) {
            bg_buffer_printf(out, "<rect class=\"%s\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\"/>", parts[i].kind,
                             100.0 * (double)before / (double)all, 100.0 * (double)parts[i].amount / (double)all);
        }
        before += parts[i].amount;
    }
    bg_buffer_add_text(out, "</svg>\n");
}
