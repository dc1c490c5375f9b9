/* Protocols by name: see protocols.h. */
#include "run/protocols.h"

#include "airbyte/protocol.h"
#include "base/nearest.h"

/* The usual one first. */
static const struct bg_protocol *const protocols[] = {&bg_protocol_airbyte};

enum { PROTOCOLS = sizeof protocols / sizeof protocols[0] };

bool bg_protocol_choose(const struct bg_layout *layout, const struct bg_protocol **out, struct bg_error *err) {
    *out = protocols[0];
    if (layout == NULL || layout->protocol.at == NULL) {
        return true;
    }
    struct bg_nearest nearest = bg_nearest_start(layout->protocol);
    for (size_t p = 0; p < PROTOCOLS; p++) {
        *out = protocols[p];
        if (bg_slice_is(layout->protocol, protocols[p]->id)) {
            return true;
        }
        bg_nearest_offer(&nearest, bg_slice_of(protocols[p]->id));
    }
    return bg_fail_at(err, BG_ERROR_USAGE, bg_node_place(bg_node_at(layout->document, "protocol")),
                      "there is no protocol `%.*s`%s", BG_ARGS(layout->protocol), bg_nearest_hint(&nearest));
}
