/* Airbyte's protocol, as the diff calls it. Connectors of Singer and others with a catalog are read by it as well. */
#ifndef BG_AIRBYTE_PROTOCOL_H
#define BG_AIRBYTE_PROTOCOL_H

#include "diff/protocol.h"

extern const struct bg_protocol bg_protocol_airbyte;

#endif
