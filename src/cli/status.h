/* Exit statuses, the worst wins: scripts may rely on them. 1 means "a bump would help", 3 "do not trust silence". */
#ifndef BG_CLI_STATUS_H
#define BG_CLI_STATUS_H

enum bg_status {
    BG_STATUS_PASSED = 0,
    BG_STATUS_REJECTED = 1,
    BG_STATUS_USAGE = 2,
    BG_STATUS_UNJUDGED = 3,
};

#endif
