/* Inside of the evaluation: which class is the connector's source. */
#ifndef BG_SOURCE_CODE_PYTHON_SOURCE_CLASS_H
#define BG_SOURCE_CODE_PYTHON_SOURCE_CLASS_H

#include "source/code/python/machine.h"

/* The CLASS; UNKNOWN where the file that should say it cannot be read; NULL if there is none. */
struct bg_py_value *bg_py_source_class(struct bg_py_machine *machine, struct bg_slice package);

#endif
