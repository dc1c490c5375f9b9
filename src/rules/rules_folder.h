/* A user's rules as a folder of rule files on disk (`--rules DIR`). */
#ifndef BG_RULES_RULES_FOLDER_H
#define BG_RULES_RULES_FOLDER_H

#include "rules/rules.h"

/* Adds the rule in every *.yaml of the folder, in order of their names; subfolders are not read. */
bool bg_rules_read_folder(struct bg_rules *rules, const char *folder, struct bg_error *err) BG_MUST_CHECK;

#endif
