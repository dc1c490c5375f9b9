/* Remotes: see origin.h. Read from the configuration, since the library would open a remote to name its address. */
#include "repo/origin.h"

#include "repo/internal.h"

struct bg_slice bg_repo_origin(struct bg_repo *repo, struct bg_arena *arena) {
    git_config *config = NULL;
    git_buf url = {0};
    struct bg_slice found = BG_NO_SLICE;
    if (git_repository_config(&config, repo->git) == GIT_OK &&
        git_config_get_string_buf(&url, config, "remote.origin.url") == GIT_OK) {
        found = bg_arena_copy(arena, (struct bg_slice){url.ptr, url.size});
    }
    git_buf_dispose(&url);
    git_config_free(config);
    git_error_clear();
    return found;
}
