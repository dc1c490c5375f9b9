/* Connectors: finding a stream. Names are compared exactly: blanks and capitals count. */
#include "connector/connector.h"

const struct bg_stream *bg_connector_stream(const struct bg_connector *connector, struct bg_slice name_space,
                                            struct bg_slice name) {
    for (size_t i = 0; i < connector->stream_count; i++) {
        const struct bg_stream *stream = &connector->streams[i];
        if (bg_slice_equal(stream->name, name) && bg_slice_equal(stream->name_space, name_space)) {
            return stream;
        }
    }
    return NULL;
}
