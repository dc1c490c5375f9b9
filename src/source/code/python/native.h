/* Inside of the evaluation: functions that are called by their dotted names, in tables. */
#ifndef BG_SOURCE_CODE_PYTHON_NATIVE_H
#define BG_SOURCE_CODE_PYTHON_NATIVE_H

#include "source/code/python/machine.h"

struct bg_py_native {
    const char *name; /* with a star: of any package */
    /* NULL: what it gives is not known. */
    struct bg_py_value *(*run)(struct bg_py_machine *machine, const struct bg_py_arguments *arguments);
};

/* Those that make lists and dictionaries of others, sorted by their names. */
extern const struct bg_py_native bg_py_list_natives[];
extern const size_t bg_py_list_native_count;

/* Number `i` of what is handed over by position, or NULL. */
static inline struct bg_py_value *bg_py_given(const struct bg_py_arguments *arguments, size_t i) {
    return i < arguments->count ? arguments->given[i] : NULL;
}

#endif
