/* iso_head.c - the head of an ISO 9660 image, as libarchive lays it out in sectors of 2048 bytes:
 *
 *   16  descriptor with the names of ISO 9660      19  a note: time, library and its options
 *   17  descriptor with the names of Joliet        20  path tables, then the directories of each
 *   18  end of the descriptors                         kind, those of Joliet last; then files
 *
 * ECMA-119: 8.4 (descriptors), 9.1 (directory records), 9.4 (path tables). */
#include "bundle/iso_head.h"

#include <stdint.h>
#include <string.h>

#define SECTOR 2048
#define AT(sector) ((size_t)(sector)*SECTOR)

enum {
    NAMES_ISO = 16,
    NAMES_JOLIET = 17,
    NOTE = 19,
    DIRECTORIES = 20,
    /* of a descriptor */
    SYSTEM_ID = 8,
    SYSTEM_ID_BYTES = 32,
    PATH_TABLE_BYTES = 132,
    PATH_TABLE = 140,
    ROOT = 156,
    MADE = 813,
    CHANGED = 830,
    VALID_FROM = 864,
    /* of a directory record */
    EXTENT = 2,
    DATA_BYTES = 10,
    TIME = 18,
    TIME_BYTES = 7,
    /* of a path table's entry */
    ENTRY_EXTENT = 2,
    ENTRY_BYTES = 8,
};

/* 1980-01-01 in both forms; the last byte is the distance to UTC. */
static const char time_short[TIME_BYTES] = {80, 1, 1};
static const char time_long[17] = "1980010100000000";

static size_t byte(struct str image, size_t at)
{
    return at < image.n ? (uint8_t)image.p[at] : 0;
}

static size_t number(struct str image, size_t at)
{
    return byte(image, at) | byte(image, at + 1) << 8 | byte(image, at + 2) << 16 |
           byte(image, at + 3) << 24;
}

/* The directory of Joliet that lies behind all others, by its sector. */
static size_t last_directory(struct str image)
{
    size_t at = AT(number(image, AT(NAMES_JOLIET) + PATH_TABLE));
    size_t end = at + number(image, AT(NAMES_JOLIET) + PATH_TABLE_BYTES), last = 0;

    while (at < end && end <= image.n) {
        size_t name_bytes = byte(image, at), extent = number(image, at + ENTRY_EXTENT);

        last = extent > last ? extent : last;
        at += ENTRY_BYTES + name_bytes + name_bytes % 2;
    }
    return last;
}

size_t iso_head_end(struct str image)
{
    size_t last = last_directory(image), end;

    if (last <= DIRECTORIES || AT(last + 1) > image.n)
        return 0;
    /* its first record is its own */
    end = AT(last) + number(image, AT(last) + DATA_BYTES);
    return end <= image.n ? end : 0;
}

/* A name holds no such bytes: the second is a month. */
static void replace_time(char *image, size_t end, const char *was)
{
    char from[TIME_BYTES];

    memcpy(from, was, sizeof from);
    for (size_t at = AT(NAMES_ISO); at + TIME_BYTES <= end; at++)
        if (memcmp(image + at, from, TIME_BYTES) == 0)
            memcpy(image + at, time_short, TIME_BYTES);
}

/* The third record of the top directory, behind those of itself and of its parent. */
static size_t first_entry(struct str image)
{
    size_t at = AT(number(image, AT(NAMES_ISO) + ROOT + EXTENT));

    at += byte(image, at);
    return at + byte(image, at);
}

static void settle_descriptor(char *of)
{
    memcpy(of + MADE, time_long, sizeof time_long);
    memcpy(of + CHANGED, time_long, sizeof time_long);
    memcpy(of + VALID_FROM, time_long, sizeof time_long);
}

void iso_head_settle(char *image, size_t end)
{
    size_t entry = first_entry((struct str){image, end});

    replace_time(image, end, image + AT(NAMES_ISO) + ROOT + TIME);
    if (entry + TIME + TIME_BYTES <= end)
        replace_time(image, end, image + entry + TIME);
    settle_descriptor(image + AT(NAMES_ISO));
    settle_descriptor(image + AT(NAMES_JOLIET));
    memset(image + AT(NAMES_ISO) + SYSTEM_ID, ' ', SYSTEM_ID_BYTES);
    for (size_t i = 0; i < SYSTEM_ID_BYTES; i++) /* UCS-2, big-endian */
        image[AT(NAMES_JOLIET) + SYSTEM_ID + i] = i % 2 ? ' ' : '\0';
    memset(image + AT(NOTE), 0, SECTOR);
}
