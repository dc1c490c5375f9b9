/* Where bumpgate lives, for links in what it writes: the repository, and the documents of this release. */
#ifndef BG_BASE_HOME_H
#define BG_BASE_HOME_H

#define BG_HOME "https://github.com/bumpgate/bumpgate"

/* The branch or the tag that links and examples name, here once for all: tests/structure/revision holds the documents
 * to it, and `tests/structure/revision --write` takes another one over. A release names its tag, and the note goes. */
#define BG_REVISION "main"
#define BG_REVISION_NOTE " # no release yet; write a commit id here to pin it"

#define BG_DOCUMENTS BG_HOME "/blob/" BG_REVISION "/docs/"
/* The schema of the configuration as bytes, for editors. */
#define BG_CONFIG_SCHEMA "https://raw.githubusercontent.com/bumpgate/bumpgate/" BG_REVISION "/docs/bumpgate.schema.json"

#endif
