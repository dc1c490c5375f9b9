/* The forms in which git keeps a repository: which of them can be read, and what to type where one cannot. */
#ifndef BG_REPO_FORM_H
#define BG_REPO_FORM_H

#include "repo/internal.h"

/* Tells the library which extensions of repositories are no obstacle. To be called once it is started. */
void bg_form_start(void);

/* Whether an opened repository is kept in a form that can be read; `where` names it in the message. Adds what the
 * library leaves out of the configuration, and notes what is missing: borrowed objects, and what a partial clone left
 * where it was. */
bool bg_form_accept(struct bg_repo *repo, const char *where, struct bg_error *err) BG_MUST_CHECK;

/* Whether what the configuration around the folder `from` says of the form can be read, where the library did not open
 * it: some versions refuse what others leave to bg_form_accept, in words of their own. True if nothing is found out. */
bool bg_form_allows(const char *from, const char *where, struct bg_error *err);

/* What helps against the last error of the library, as the end of a sentence. */
const char *bg_form_hint(void);

/* What helps where an object is missing or broken, as the end of a sentence. */
struct bg_slice bg_form_remedy(const struct bg_repo *repo, struct bg_arena *arena);

#endif
