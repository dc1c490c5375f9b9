/* Git fixtures: see git_fixture.h. Everything that changes a repository is done by the git command. */
#include "support/git_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST_ARGUMENTS = 32 };

struct text {
    struct text *next;
    char bytes[];
};

struct fixture {
    struct fixture *next;
    struct text *texts;
    char *root;
    char *path;
    char *home;
    long clock;
};

static struct fixture *all;

static char *text_new(struct fixture *f, size_t len) {
    struct text *text = calloc(1, sizeof *text + len + 1);
    if (text == NULL) {
        abort();
    }
    text->next = f->texts;
    f->texts = text;
    return text->bytes;
}

static char *join(struct fixture *f, const char *folder, const char *name) {
    char *path = text_new(f, strlen(folder) + strlen(name) + 1);
    (void)sprintf(path, "%s/%s", folder, name);
    return path;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static void remove_tree(const char *path) {
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void remove_all(void) {
    for (struct fixture *f = all; f != NULL; f = f->next) {
        remove_tree(f->root);
    }
}

/* Hooks that run tests set these; they would lead git and the library to another repository. */
static void clear_environment(const char *home) {
    static const char *const names[] = {
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_WORK_TREE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "XDG_CONFIG_HOME",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "TF_BUILD",
        "BITBUCKET_BUILD_NUMBER",
        "TRAVIS",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)unsetenv(names[i]);
    }
    (void)setenv("GIT_AUTHOR_NAME", "Test", 1);
    (void)setenv("GIT_AUTHOR_EMAIL", "test@example.org", 1);
    (void)setenv("GIT_COMMITTER_NAME", "Test", 1);
    (void)setenv("GIT_COMMITTER_EMAIL", "test@example.org", 1);
    (void)setenv("HOME", home, 1);
    (void)setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
}

static void set_clock(const struct fixture *f) {
    char date[64];
    (void)snprintf(date, sizeof date, "%ld +0000", f->clock);
    (void)setenv("GIT_AUTHOR_DATE", date, 1);
    (void)setenv("GIT_COMMITTER_DATE", date, 1);
}

/* A descriptor to read `input` from; -1 for none. */
static int input_of(struct fixture *f, const char *input) {
    if (input == NULL) {
        return -1;
    }
    int descriptor = open(join(f, f->root, "input"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t len = strlen(input);
    if (descriptor < 0 || write(descriptor, input, len) != (ssize_t)len || lseek(descriptor, 0, SEEK_SET) != 0) {
        fail_msg("no input for git: %s", strerror(errno));
    }
    return descriptor;
}

/* Runs git, which may write to stderr; returns what it wrote to stdout. */
static char *run(struct fixture *f, const char *folder, const char *const *arguments, const char *input) {
    int ends[2];
    int from = input_of(f, input);
    if (pipe(ends) != 0) {
        fail_msg("no pipe: %s", strerror(errno));
    }
    set_clock(f);
    pid_t child = fork();
    if (child == 0) {
        const char *argv[MOST_ARGUMENTS + 1] = {"git"};
        for (size_t i = 0; i + 1 < MOST_ARGUMENTS && arguments[i] != NULL; i++) {
            argv[i + 1] = arguments[i];
        }
        char *const *words = NULL;
        memcpy(&words, &(const char *const *){argv}, sizeof words);
        if (chdir(folder) == 0 && dup2(ends[1], STDOUT_FILENO) >= 0 && (from < 0 || dup2(from, STDIN_FILENO) >= 0)) {
            (void)close(ends[0]);
            (void)execvp("git", words);
        }
        _exit(127);
    }
    (void)close(ends[1]);
    size_t len = 0;
    size_t room = 4096;
    char *output = malloc(room + 1);
    for (ssize_t got = 1; output != NULL && got > 0;) {
        got = read(ends[0], output + len, room - len);
        len += got > 0 ? (size_t)got : 0;
        if (len == room) {
            room *= 2;
            output = realloc(output, room + 1);
        }
    }
    (void)close(ends[0]);
    if (from >= 0) {
        (void)close(from);
    }
    int status = -1;
    (void)waitpid(child, &status, 0);
    if (output == NULL) {
        abort();
    }
    len -= len > 0 && output[len - 1] == '\n' ? 1 : 0;
    char *text = text_new(f, len);
    memcpy(text, output, len);
    free(output);
    if (status != 0) {
        fail_msg("git %s %s in %s ended with status %d: %s", arguments[0],
                 arguments[0] != NULL && arguments[1] != NULL ? arguments[1] : "", folder, status, text);
    }
    return text;
}

static size_t collect(const char **arguments, size_t count, va_list list) {
    for (const char *word = va_arg(list, const char *); word != NULL; word = va_arg(list, const char *)) {
        if (count + 1 >= MOST_ARGUMENTS) {
            fail_msg("more than %d arguments for git", MOST_ARGUMENTS);
        }
        arguments[count++] = word;
    }
    arguments[count] = NULL;
    return count;
}

static void make_folders(const char *path) {
    char *copy = strdup(path);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0755) != 0 && errno != EEXIST) {
            fail_msg("no folder %s: %s", copy, strerror(errno));
        }
        *slash = '/';
    }
    free(copy);
}

struct fixture *fixture_new(void) {
    static const char config[] = "[init]\n\tdefaultBranch = main\n"
                                 "[protocol \"file\"]\n\tallow = always\n"
                                 "[commit]\n\tgpgSign = false\n"
                                 "[gc]\n\tauto = 0\n";
    struct fixture *f = calloc(1, sizeof *f);
    if (f == NULL) {
        abort();
    }
    static bool is_registered;
    if (!is_registered) {
        is_registered = atexit(remove_all) == 0;
    }
    f->next = all;
    all = f;
    const char *temporary = getenv("TMPDIR");
    f->root = join(f, temporary != NULL && *temporary != '\0' ? temporary : "/tmp", "bumpgate-test-XXXXXX");
    if (mkdtemp(f->root) == NULL) {
        fail_msg("no temporary folder %s: %s", f->root, strerror(errno));
    }
    f->path = join(f, f->root, "repository");
    f->home = join(f, f->root, "home");
    f->clock = 1700000000;
    (void)mkdir(f->path, 0755);
    (void)mkdir(f->home, 0755);
    FILE *file = fopen(join(f, f->home, ".gitconfig"), "w");
    if (file == NULL || fputs(config, file) < 0 || fclose(file) != 0) {
        fail_msg("no configuration in %s: %s", f->home, strerror(errno));
    }
    clear_environment(f->home);
    fixture_git(f, "init", "--quiet", NULL);
    return f;
}

void fixture_free(struct fixture *f) {
    if (f == NULL) {
        return;
    }
    remove_tree(f->root);
    for (struct fixture **link = &all; *link != NULL; link = &(*link)->next) {
        if (*link == f) {
            *link = f->next;
            break;
        }
    }
    while (f->texts != NULL) {
        struct text *text = f->texts;
        f->texts = text->next;
        free(text);
    }
    free(f);
}

const char *fixture_path(const struct fixture *f) {
    return f->path;
}

const char *fixture_home(const struct fixture *f) {
    return f->home;
}

const char *fixture_beside(struct fixture *f, const char *name) {
    return join(f, f->root, name);
}

void fixture_write_bytes(struct fixture *f, const char *path, const void *bytes, size_t len) {
    const char *full = join(f, f->path, path);
    make_folders(full);
    remove_tree(full);
    FILE *file = fopen(full, "wb");
    if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        fail_msg("cannot write %s: %s", full, strerror(errno));
    }
}

void fixture_write(struct fixture *f, const char *path, const char *text) {
    fixture_write_bytes(f, path, text, strlen(text));
}

void fixture_write_files(struct fixture *f, const struct fixture_file *files, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (files[i].text == NULL) {
            fixture_remove(f, files[i].path);
        } else {
            fixture_write(f, files[i].path, files[i].text);
        }
    }
}

void fixture_link(struct fixture *f, const char *path, const char *target) {
    const char *full = join(f, f->path, path);
    make_folders(full);
    remove_tree(full);
    if (symlink(target, full) != 0) {
        fail_msg("cannot link %s: %s", full, strerror(errno));
    }
}

void fixture_remove(struct fixture *f, const char *path) {
    remove_tree(join(f, f->path, path));
}

void fixture_make_executable(struct fixture *f, const char *path) {
    const char *full = join(f, f->path, path);
    if (chmod(full, 0755) != 0) {
        fail_msg("cannot change %s: %s", full, strerror(errno));
    }
}

void fixture_empty(struct fixture *f) {
    DIR *directory = opendir(f->path);
    if (directory == NULL) {
        fail_msg("cannot read %s: %s", f->path, strerror(errno));
    }
    for (const struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, ".git") != 0) {
            fixture_remove(f, entry->d_name);
        }
    }
    (void)closedir(directory);
}

void fixture_add_submodule(struct fixture *f, const char *path, const char *id) {
    char *entry = text_new(f, strlen(path) + strlen(id) + 16);
    (void)sprintf(entry, "160000,%s,%s", id, path);
    fixture_git(f, "update-index", "--add", "--cacheinfo", entry, NULL);
}

const char *fixture_id(struct fixture *f, const char *revision) {
    return fixture_git(f, "rev-parse", "--verify", "--end-of-options", revision, NULL);
}

const char *fixture_commit(struct fixture *f, const char *message) {
    f->clock += 60;
    fixture_git(f, "add", "--all", NULL);
    fixture_git(f, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", message, NULL);
    return fixture_id(f, "HEAD");
}

void fixture_branch(struct fixture *f, const char *name) {
    fixture_git(f, "checkout", "--quiet", "-b", name, NULL);
}

void fixture_checkout(struct fixture *f, const char *revision) {
    fixture_git(f, "checkout", "--quiet", revision, NULL);
}

const char *fixture_merge(struct fixture *f, const char *revision, const char *message) {
    f->clock += 60;
    fixture_git(f, "merge", "--quiet", "--no-ff", "--no-verify", "-m", message, revision, NULL);
    return fixture_id(f, "HEAD");
}

const char *fixture_git(struct fixture *f, ...) {
    const char *arguments[MOST_ARGUMENTS];
    va_list list;
    va_start(list, f);
    (void)collect(arguments, 0, list);
    va_end(list);
    return run(f, f->path, arguments, NULL);
}

const char *fixture_git_input(struct fixture *f, const char *input, ...) {
    const char *arguments[MOST_ARGUMENTS];
    va_list list;
    va_start(list, input);
    (void)collect(arguments, 0, list);
    va_end(list);
    return run(f, f->path, arguments, input);
}

const char *fixture_git_in(struct fixture *f, const char *folder, ...) {
    const char *arguments[MOST_ARGUMENTS];
    va_list list;
    va_start(list, folder);
    (void)collect(arguments, 0, list);
    va_end(list);
    return run(f, folder, arguments, NULL);
}

const char *fixture_clone(struct fixture *f, const char *name, ...) {
    const char *arguments[MOST_ARGUMENTS] = {"clone", "--quiet"};
    va_list list;
    va_start(list, name);
    size_t count = collect(arguments, 2, list);
    va_end(list);
    if (count + 3 > MOST_ARGUMENTS) {
        fail_msg("more than %d arguments for git", MOST_ARGUMENTS);
    }
    const char *target = fixture_beside(f, name);
    char *url = text_new(f, strlen(f->path) + strlen("file://"));
    (void)sprintf(url, "file://%s", f->path);
    arguments[count] = url;
    arguments[count + 1] = target;
    arguments[count + 2] = NULL;
    (void)run(f, f->root, arguments, NULL);
    return target;
}
