/*
 * Inside of the evaluation: what its parts share. It follows the code as Python would run it, with values of which most
 * are unknown (value.h), into functions of the connector and no others, and stops at the limits of limits.h: then what
 * is left is unknown.
 */
#ifndef BG_SOURCE_CODE_PYTHON_MACHINE_H
#define BG_SOURCE_CODE_PYTHON_MACHINE_H

#include "source/code/python/state.h"
#include "source/code/python/streams.h"

/* Names that a function says are the module's. */
struct bg_py_globals {
    struct bg_slice *items;
    size_t count;
    size_t room;
};

/* Where names are looked up: a function that runs or has run, a class that is being made, a module. */
struct bg_py_scope {
    struct bg_py_names *names;
    struct bg_py_scope *outer; /* NULL: the module follows */
    struct bg_py_module *module;
    struct bg_py_globals globals;
};

struct bg_py_module {
    struct bg_slice name; /* dotted */
    struct bg_slice path;
    const struct bg_py_file *file; /* NULL: there is none */
    struct bg_py_names *names;
    struct bg_py_value *value;
    bool is_run;
};

struct bg_py_function {
    const struct bg_py_node *node; /* DEF or LAMBDA */
    struct bg_py_module *module;
    struct bg_py_scope *outer;
    struct bg_py_class *owner;     /* the class in whose body it stands */
    struct bg_py_value **defaults; /* one a parameter, NULL where it has none */
    bool is_static;
    bool is_of_class;
    bool is_abstract;
    bool is_generator;
    unsigned running;
};

/* A class of the connector, or what stands in a line of bases for something else. */
struct bg_py_class {
    struct bg_slice name;
    struct bg_py_module *module;
    struct bg_place at;
    struct bg_py_names *names;
    struct bg_py_value **line; /* itself, then its bases in the order of look-up: CLASS, NATIVE or UNKNOWN */
    size_t line_count;
    bool is_made;                    /* by type(...): of no module */
    const struct bg_py_node *record; /* the statement of a dataclass, or NULL */
};

/* What a call hands over. */
struct bg_py_arguments {
    struct bg_py_value **given;
    size_t count;
    struct bg_slice *keywords;
    struct bg_py_value **named;
    size_t named_count;
    const struct bg_py_value *open; /* there may be more: why; or NULL */
};

/* A value that was returned, and under which ways. */
struct bg_py_result {
    struct bg_py_value *value;
    const struct bg_py_guard *path;
};

/* A function that runs. */
struct bg_py_frame {
    struct bg_py_scope *scope;
    struct bg_py_class *owner;      /* whose method it is */
    struct bg_py_value *self;       /* its first argument */
    struct bg_py_value *yielded;    /* a list, of a generator */
    const struct bg_py_guard *base; /* the ways that were taken when it began */
    struct bg_py_result *items;
    size_t count;
    size_t room;
};

struct bg_py_machine {
    struct bg_arena *arena;
    struct bg_py_state state;
    struct bg_py_files files;
    struct bg_py_module **items; /* all modules that were asked for */
    size_t count;
    size_t room;
    size_t steps;
    size_t most_steps; /* up to which it is followed now */
    unsigned depth;
    struct bg_py_value *none;
    struct bg_py_value *schema;        /* the last one that was asked for */
    unsigned modules;                  /* that run, one because of the other */
    const struct bg_py_node *launched; /* the call that builds the source; NULL: nobody knows it */
    struct bg_py_module *launched_in;
};

/* Evaluation. */
struct bg_py_value *bg_py_evaluate(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                   const struct bg_py_node *node);
struct bg_py_value *bg_py_comprehend(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                     const struct bg_py_node *node);
struct bg_py_value *bg_py_call_expression(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node);
/* What a NAME stands for where the frame is. */
struct bg_py_value *bg_py_name(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node);
void bg_py_assign(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *target,
                  struct bg_py_value *value);
/* Another step; false where there were too many or they are nested too deep. Left again if true. */
bool bg_py_step(struct bg_py_machine *machine);
void bg_py_step_back(struct bg_py_machine *machine);
/* Whether so many bytes of text more may be made, which count as steps. */
bool bg_py_may_make(struct bg_py_machine *machine, size_t bytes);

enum bg_py_end {
    BG_PY_END_NORMAL,
    BG_PY_END_RETURN,
    BG_PY_END_RAISE,
    BG_PY_END_BREAK,
    BG_PY_END_CONTINUE,
};

/* How a block ended: with `guard`, only under these ways is it still going on; `ends` are those of the others. */
struct bg_py_outcome {
    enum bg_py_end end;
    const struct bg_py_guard *guard;
    bool has_break;
    bool has_return;
};

struct bg_py_outcome bg_py_execute(struct bg_py_machine *machine, struct bg_py_frame *frame, struct bg_py_block block);

/* Values. */
struct bg_py_value *bg_py_unknown(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                  const struct bg_py_node *node, const char *why);
struct bg_py_value *bg_py_unknown_of(struct bg_py_machine *machine, struct bg_slice why, struct bg_place at);
struct bg_py_value *bg_py_bool(struct bg_py_machine *machine, enum bg_py_truth truth);
struct bg_py_value *bg_py_int(struct bg_py_machine *machine, int64_t number);
struct bg_py_value *bg_py_text(struct bg_py_machine *machine, struct bg_slice text);
struct bg_py_value *bg_py_native(struct bg_py_machine *machine, struct bg_slice name);
struct bg_py_value *bg_py_list_of(struct bg_py_machine *machine, struct bg_py_content *content);

typedef struct bg_py_value *bg_py_each_fn(struct bg_py_machine *machine, struct bg_py_value *one, void *payload);
/* The function of each way of it. */
struct bg_py_value *bg_py_each(struct bg_py_machine *machine, struct bg_py_value *value, bg_py_each_fn *function,
                               void *payload);

/* Operators (operate.c). */
struct bg_py_value *bg_py_binary(struct bg_py_machine *machine, uint32_t sign, struct bg_py_value *a,
                                 struct bg_py_value *b);
enum bg_py_truth bg_py_compare(struct bg_py_machine *machine, const struct bg_py_node *comparison,
                               struct bg_py_value *a, struct bg_py_value *b);
struct bg_py_value *bg_py_subscript(struct bg_py_machine *machine, struct bg_py_value *object,
                                    struct bg_py_value *index);
/* str() of it; false if that is not known. */
bool bg_py_text_of(struct bg_py_machine *machine, const struct bg_py_value *value, struct bg_slice *out);
/* What a loop goes over. Where that is not known, nothing, and open. */
struct bg_py_content *bg_py_iterate(struct bg_py_machine *machine, struct bg_py_value *value);
/* The value under a key; NULL: none. *is_known: false if it may be another one. */
struct bg_py_value *bg_py_find(const struct bg_py_value *dict, const struct bg_py_value *key, bool *is_known);
void bg_py_put(struct bg_py_machine *machine, struct bg_py_value *dict, struct bg_py_value *key,
               struct bg_py_value *value);

/* Objects (object.c, class.c). */
struct bg_py_value *bg_py_attribute(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name);
void bg_py_set_attribute(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name,
                         struct bg_py_value *value);
/* What the class has under the name, by the line of its bases behind `after` (NULL: from itself on). NULL: nothing;
 * then *native is the outside base at which the search ended, or NULL. */
struct bg_py_value *bg_py_look_up(const struct bg_py_class *class, const struct bg_py_class *after,
                                  struct bg_slice name, const struct bg_py_class **owner,
                                  const struct bg_py_value **outside);
/* Whether something of a package's name is among the bases. */
bool bg_py_has_base(const struct bg_py_class *class, const char *name);
struct bg_py_class *bg_py_class_new(struct bg_py_machine *machine, struct bg_slice name,
                                    struct bg_py_value *const *bases, size_t count);
struct bg_py_value *bg_py_class_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                          const struct bg_py_node *node);
struct bg_py_value *bg_py_function_statement(struct bg_py_machine *machine, struct bg_py_frame *frame,
                                             const struct bg_py_node *node);

/* Calls (call.c, native.c, method.c). */
struct bg_py_value *bg_py_call(struct bg_py_machine *machine, struct bg_py_value *callee,
                               const struct bg_py_arguments *arguments);
struct bg_py_value *bg_py_call_function(struct bg_py_machine *machine, struct bg_py_function *function,
                                        struct bg_py_value *self, const struct bg_py_arguments *arguments);
struct bg_py_value *bg_py_call_native(struct bg_py_machine *machine, struct bg_slice name,
                                      const struct bg_py_arguments *arguments);
/* A method of a text, a list, a dictionary. */
struct bg_py_value *bg_py_call_method(struct bg_py_machine *machine, struct bg_py_value *object, struct bg_slice name,
                                      const struct bg_py_arguments *arguments);
/* Takes the item out that has this key, or this index; where nobody knows which, any may be gone. */
void bg_py_take_out(struct bg_py_machine *machine, struct bg_py_value *self, const struct bg_py_value *key);
struct bg_py_value *bg_py_keyword(const struct bg_py_arguments *arguments, const char *name);

/* Modules (module.c). */
/* The module of this dotted name; without a file if the connector has none. */
struct bg_py_module *bg_py_module_of(struct bg_py_machine *machine, struct bg_slice name);
/* What an import stands for, when it is asked for. */
struct bg_py_value *bg_py_resolve(struct bg_py_machine *machine, struct bg_py_value *value);
struct bg_py_value *bg_py_module_name(struct bg_py_machine *machine, struct bg_py_module *module, struct bg_slice name);
void bg_py_import(struct bg_py_machine *machine, struct bg_py_frame *frame, const struct bg_py_node *node);

#endif
