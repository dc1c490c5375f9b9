/* Files on their way: see leftover.h. */
#include "base/leftover.h"

#include "base/portable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#define PREFIX ".bumpgate-"

enum { LETTERS = 6, TRIES = 100, WAIT_NANOSECONDS = 10 * 1000 * 1000 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz";

enum { CAPITALS = 26, DIGITS = 10, ALL = sizeof alphabet - 1 };

static bool is_between(char c, char low, char high) {
    return c >= low && c <= high;
}

bool bg_leftover_is(struct bg_slice path) {
    struct bg_slice name = bg_path_name(path);
    struct bg_slice letters = bg_slice_from(name, sizeof PREFIX - 1);
    if (!bg_slice_starts(name, BG_LITERAL(PREFIX)) || letters.len != LETTERS) {
        return false;
    }
    size_t capitals = 0;
    size_t digits = 0;
    size_t others = 0;
    for (size_t i = 0; i < LETTERS; i++) {
        capitals += is_between(letters.at[i], 'A', 'Z');
        digits += is_between(letters.at[i], '0', '9');
        others += is_between(letters.at[i], 'a', 'z');
    }
    return capitals > 0 && digits > 0 && capitals + digits + others == LETTERS;
}

/* The first is a capital, the second a digit. */
static bool choose_letters(char out[LETTERS + 1]) {
    unsigned char bytes[LETTERS];
    if (getentropy(bytes, sizeof bytes) != 0) {
        return false;
    }
    for (size_t i = 0; i < LETTERS; i++) {
        size_t first = i == 1 ? CAPITALS : 0;
        size_t count = i == 0 ? CAPITALS : i == 1 ? DIGITS : ALL;
        out[i] = alphabet[first + bytes[i] % count];
    }
    out[LETTERS] = '\0';
    return true;
}

int bg_leftover_open(struct bg_arena *arena, struct bg_slice folder, struct bg_slice *path) {
    char letters[LETTERS + 1];
    for (size_t t = 0; t < TRIES && choose_letters(letters); t++) {
        struct bg_slice name = bg_arena_printf(arena, "%.*s/" PREFIX "%s", BG_ARGS(folder), letters);
        int file = open(name.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file >= 0) {
            *path = name;
            return file;
        }
        if (errno != EEXIST) {
            return -1;
        }
    }
    return -1;
}

static bool is_ours(int folder, const char *name) {
    struct stat found;
    return fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(found.st_mode) &&
           found.st_uid == geteuid() && found.st_nlink == 1;
}

void bg_leftover_remove(struct bg_slice folder) {
    DIR *directory = opendir(folder.at);
    if (directory == NULL) {
        return; /* where nothing can be listed nothing was left */
    }
    int descriptor = dirfd(directory);
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (bg_leftover_is(bg_slice_of(entry->d_name)) && is_ours(descriptor, entry->d_name)) {
            (void)unlinkat(descriptor, entry->d_name, 0);
        }
    }
    (void)closedir(directory);
}

/* The folder that everyone locks who writes in this repository, wherever in it the caller stands; terminated. */
static struct bg_slice repository_of(struct bg_arena *arena, struct bg_slice folder) {
    char *real = realpath(bg_arena_copy(arena, folder).at, NULL);
    struct bg_slice start = real == NULL ? folder : bg_arena_copy(arena, bg_slice_of(real));
    struct bg_slice found = start;
    free(real);
    while (found.len > 1) {
        if (access(bg_arena_printf(arena, "%.*s/.git", BG_ARGS(found)).at, F_OK) == 0) {
            return bg_arena_copy(arena, found);
        }
        while (found.len > 1 && found.at[found.len - 1] != '/') {
            found.len--;
        }
        found.len -= found.len > 1;
    }
    return bg_arena_copy(arena, start);
}

int bg_writing_begin(struct bg_arena *arena, struct bg_slice folder, bool *is_alone) {
    int writing = open(repository_of(arena, folder).at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *is_alone = writing >= 0 && flock(writing, LOCK_EX | LOCK_NB) == 0;
    return writing;
}

/* Nobody holds it alone for longer than it takes to list some folders. Without it, at worst a file of ours is removed
 * before it is renamed: then nothing is written, and it is said. */
void bg_writing_share(int writing) {
    const struct timespec wait = {0, WAIT_NANOSECONDS};
    for (size_t t = 0; t < TRIES && writing >= 0 && flock(writing, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
         t++) {
        (void)nanosleep(&wait, NULL);
    }
}

void bg_writing_end(int writing) {
    if (writing >= 0) {
        (void)close(writing);
    }
}
