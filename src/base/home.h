/* Where bumpgate lives, for links in what it writes: the repository, and the documents of this release. */
#ifndef BG_BASE_HOME_H
#define BG_BASE_HOME_H

#define BG_HOME "https://github.com/bumpgate/bumpgate"
#define BG_DOCUMENTS BG_HOME "/blob/v" BUMPGATE_VERSION "/docs/"
/* The schema of the configuration as bytes, for editors. */
#define BG_CONFIG_SCHEMA                                                                                               \
    "https://raw.githubusercontent.com/bumpgate/bumpgate/v" BUMPGATE_VERSION "/docs/bumpgate.schema.json"

#endif
