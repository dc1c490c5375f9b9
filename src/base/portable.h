/* What systems keep in other headers, or under other names. */
#ifndef BG_BASE_PORTABLE_H
#define BG_BASE_PORTABLE_H

#include <unistd.h>

#ifdef __APPLE__
#include <sys/random.h> /* getentropy */
#endif

/* When what a struct stat tells of was changed last, as a struct timespec. */
#ifdef __APPLE__
#define BG_CHANGED_AT(status) ((status)->st_mtimespec)
#else
#define BG_CHANGED_AT(status) ((status)->st_mtim)
#endif

#endif
