/* Dates: see date.h. */
#include "base/date.h"

#include "base/limits.h"

#include <stdlib.h>
#include <time.h>

enum { DAYS_TO_1970 = 719162 }; /* from 0001-01-01 */

static bool read_digits(struct bg_slice text, size_t from, size_t to, long *out) {
    *out = 0;
    for (size_t i = from; i < to; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        *out = *out * 10 + (text.at[i] - '0');
    }
    return true;
}

static bool is_leap(long year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool bg_date_read(struct bg_slice text, long *days) {
    static const long month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    long year;
    long month;
    long day;
    if (text.len != 10 || text.at[4] != '-' || text.at[7] != '-' || !read_digits(text, 0, 4, &year) ||
        !read_digits(text, 5, 7, &month) || !read_digits(text, 8, 10, &day) || year < 1 || month < 1 || month > 12) {
        return false;
    }
    long last = month_days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
    if (day < 1 || day > last) {
        return false;
    }
    long before = year - 1;
    *days = before * 365 + before / 4 - before / 100 + before / 400 + day - 1 - DAYS_TO_1970;
    for (long m = 1; m < month; m++) {
        *days += month_days[m - 1] + (m == 2 && is_leap(year) ? 1 : 0);
    }
    return true;
}

bool bg_date_is_near(long days, long today) {
    return days <= today + BG_LIMIT_DAYS_AHEAD && days >= today - BG_LIMIT_YEARS_BEHIND * 366L;
}

const char *bg_date_of(int64_t seconds, char out[BG_DATE_SIZE]) {
    time_t when = (time_t)seconds;
    struct tm parts;
    if (gmtime_r(&when, &parts) == NULL || strftime(out, BG_DATE_SIZE, "%Y-%m-%d", &parts) == 0) {
        memcpy(out, "1970-01-01", BG_DATE_SIZE);
    }
    return out;
}

const char *bg_date_today(char out[BG_DATE_SIZE]) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    return bg_date_of(epoch == NULL ? (int64_t)time(NULL) : strtoll(epoch, NULL, 10), out);
}
