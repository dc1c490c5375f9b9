/* What GitHub's runner gives a step to write to, besides its log. */
#ifndef BG_RUN_STEP_H
#define BG_RUN_STEP_H

#include "bumpgate.h"

/* A word that nobody can foresee: ends what foreign text must not end. Fails if the system has no randomness. */
enum { BG_GITHUB_TOKEN = 33 };
bool bg_github_token(char out[BG_GITHUB_TOKEN], struct bg_error *err) BG_MUST_CHECK;

#endif
