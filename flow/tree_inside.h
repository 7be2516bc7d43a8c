/* tree_inside.h - the steps of a tree: list, learn, name, then each file. */
#ifndef CASEPACK_FLOW_TREE_INSIDE_H
#define CASEPACK_FLOW_TREE_INSIDE_H

#include <pthread.h>

#include "flow/state.h"
#include "flow/tree.h"

struct tree_node { /* a parent stands before its children */
    const char *in;
    const char *name; /* the last part of in */
    size_t parent;    /* index; of the first: itself */
    enum fs_type type;
    uint64_t size;
    enum withheld withheld; /* known without opening it */
    const char *out;
    struct redact_learned learned;
};

struct tree {
    const struct tree_options *options;
    const struct progress *progress;
    struct flow *flow;
    struct redactor *redactor;
    struct fs_root *in;
    bool single; /* IN is one file, and OUT its copy */
    struct arena *arena;
    struct tree_node *nodes;
    size_t n, cap;
    uint64_t bytes; /* of all files */
    struct learner *learners[TREE_MAX_JOBS];
    size_t learners_n;
    struct tree_file *files;
    size_t files_n;

    pthread_mutex_t lock; /* of what follows, and of the arena while a run goes on */
    uint64_t done;        /* bytes, of all runs */
    size_t next;
    bool stop;
    size_t failed_at; /* the first thing, in order, that could not be worked on */
    struct err failed;
};

/* What is done with each of n things of a tree, by as many workers as are asked for, one a thread. */
struct tree_run {
    size_t n;
    void *(*start)(struct tree *t); /* a worker */
    bool (*one)(void *worker, size_t i, const struct progress *progress, struct err *err);
    uint64_t (*bytes)(const struct tree *t, size_t i);
    void (*end)(struct tree *t, void *worker); /* under the lock */
};

bool tree_run(struct tree *t, const struct tree_run *run, struct err *err) MUST_USE;

/* All names below IN, unredacted. */
bool tree_list(struct tree *t, struct err *err) MUST_USE;
/* Pass 0: values of the tree that are known by their place. */
bool tree_learn(struct tree *t, struct err *err) MUST_USE;
/* Redacted names, each once in its folder. */
bool tree_name(struct tree *t, struct err *err) MUST_USE;
bool tree_make_folders(struct tree *t, struct err *err) MUST_USE;

const char *tree_out_path(const struct tree *t, const char *out, struct arena *a);
bool tree_write_error(const char *path, struct err *err);

/* Each file: pass 1, and pass 2 into its place. */
bool tree_work(struct tree *t, struct err *err) MUST_USE;

#endif
