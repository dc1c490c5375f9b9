/* What GitHub's runner gives a step to write to, besides its log. */
#ifndef BG_CLI_GITHUB_H
#define BG_CLI_GITHUB_H

#include "base/error.h"
#include "report/result.h"

/* A word that nobody can foresee: ends what foreign text must not end. Fails if the system has no randomness. */
enum { BG_GITHUB_TOKEN = 33 };
bool bg_github_token(char out[BG_GITHUB_TOKEN], struct bg_error *err) BG_MUST_CHECK;

/* In a step of a workflow the report as the step's summary (GITHUB_STEP_SUMMARY); elsewhere nothing. */
bool bg_github_write_summary(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

/* In a step of a workflow the outputs outcome, required, connectors and report (GITHUB_OUTPUT); elsewhere nothing. */
bool bg_github_write_outputs(const struct bg_run *run, struct bg_error *err) BG_MUST_CHECK;

#endif
