/* alias_core.h - the core of an alias: what stands in for a value before it is written in the form
 * of a text. For alias.c.
 *
 *   kind                     core
 *   ipv4, ipv6, mac, uuid    an address of as many bytes
 *   sid                      12 bytes: the three numbers of a machine or domain
 *   serial, oem, ...         as long as the canonical value: digits, upper case, '#' for the rest
 *   host, user, person, ...  a letter, '-' and a token of capitals and digits
 *
 * A core is given to one value of its kind only, and is no value that is known or was met. All
 * functions may be called from several threads at once. */
#ifndef CASEPACK_REDACT_ALIAS_CORE_H
#define CASEPACK_REDACT_ALIAS_CORE_H

#include "redact/keyed.h"
#include "redact/known.h"

#define CORE_TOKEN_AT 2 /* behind "U-" */

struct core {
    size_t n;
    uint8_t p[VALUE_MAX];
};

struct core_book;

/* All are used as long as the book lives; met may be NULL. */
struct core_book *core_book_new(const struct keyed *keys, const struct known *known,
                                const struct known *met);
void core_book_free(struct core_book *book);

/* key: the canonical value. */
void core_book_find(struct core_book *book, enum entity_kind kind, struct str key,
                    struct core *core);

/* Bytes of a prefix that installers make up: they say "never renamed" and stay. */
size_t core_stock_prefix(struct str host);

#endif
