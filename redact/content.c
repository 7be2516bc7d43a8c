/* content.c - magic numbers. */
#include "redact/content.h"

#include <string.h>

#include "facts/smbios_table.h"

#define USTAR_AT 257

/* Formats with NUL bytes and without a magic number (ETL, ESE logs) are no text anyhow. */
static const struct magic {
    size_t at;
    struct str bytes;
    enum content content;
} magics[] = {
    {0, {"\x1f\x8b\x08", 3}, CONTENT_GZIP},
    {4, {"1AY&SY", 6}, CONTENT_BZIP2}, /* behind "BZh9": the digits of pi */
    {0, {"\xfd\x37zXZ\0", 6}, CONTENT_XZ},
    {0, {"\x28\xb5\x2f\xfd", 4}, CONTENT_ZSTD},
    {0, {"PK\3\4", 4}, CONTENT_ZIP},
    {USTAR_AT, {"ustar", 5}, CONTENT_TAR},
    {0, {"_SM3_", 5}, CONTENT_TABLE},
    {0, {"_SM_", 4}, CONTENT_TABLE},
    {0, {"PK\5\6", 4}, CONTENT_BINARY},           /* an empty zip */
    {0, {"ElfFile\0", 8}, CONTENT_BINARY},        /* EVTX */
    {4, {"LfLe", 4}, CONTENT_BINARY},             /* EVT */
    {0, {"regf", 4}, CONTENT_BINARY},             /* registry hive */
    {0, {"MDMP", 4}, CONTENT_BINARY},             /* minidump */
    {0, {"PAGEDU", 6}, CONTENT_BINARY},           /* kernel dump */
    {0, {"\xd4\xc3\xb2\xa1", 4}, CONTENT_BINARY}, /* pcap */
    {0, {"\xa1\xb2\xc3\xd4", 4}, CONTENT_BINARY},
    {0, {"\x0a\x0d\x0d\x0a", 4}, CONTENT_BINARY}, /* pcapng */
    {0, {"SQLite format 3", 15}, CONTENT_BINARY},
    {4, {"\xef\xcd\xab\x89", 4}, CONTENT_BINARY},         /* ESE database */
    {0, {"\xd0\xcf\x11\xe0\xa1\xb1", 6}, CONTENT_BINARY}, /* Office, MSI */
    {0, {"%PDF-", 5}, CONTENT_BINARY},
    {0, {"{\\rtf", 5}, CONTENT_BINARY},
    {0, {"\x89PNG", 4}, CONTENT_BINARY},
    {0, {"\xff\xd8\xff", 3}, CONTENT_BINARY}, /* JPEG */
    {0, {"GIF8", 4}, CONTENT_BINARY},
    {0, {"II*\0", 4}, CONTENT_BINARY}, /* TIFF */
    {0, {"MM\0*", 4}, CONTENT_BINARY},
    {0,
     {"\x7f"
      "ELF",
      4},
     CONTENT_BINARY},
    {0, {"MZ\x90\0", 4}, CONTENT_BINARY},
    {0, {"7z\xbc\xaf\x27\x1c", 6}, CONTENT_BINARY},
    {0, {"Rar!\x1a\x07", 6}, CONTENT_BINARY},
    {0, {"\x04\x22\x4d\x18", 4}, CONTENT_BINARY},  /* lz4 */
    {0, {"MSCF\0\0\0\0", 8}, CONTENT_BINARY},      /* CAB */
    {0, {"L\0\0\0\1\x14\2\0", 8}, CONTENT_BINARY}, /* shortcut */
    {0, {"LPKSHHRH", 8}, CONTENT_BINARY},          /* systemd journal */
    {0, {"\0\0\0\1Bud1", 8}, CONTENT_BINARY},
};

/* Office Open XML, OpenDocument, Java. */
static const char *const documents[] = {"[Content_Types].xml", "mimetype",
                                        "META-INF/MANIFEST.MF"};

/* Text in UTF-16 with a mark, which would read as a structure of type FF or FE, or in UTF-16BE
 * without one, of type 0. */
static bool is_wide_text(const uint8_t *p)
{
    if (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0)
        return true;
    for (size_t i = 0; i < 16; i += 2)
        if (p[i] != 0 || p[i + 1] == 0)
            return false;
    return true;
}

/* The first structure of a bare table, as the kernel gives it: of a known type, a length that
 * has room for its header, a handle, and NULs are among the first bytes. */
static bool may_be_table(struct str head)
{
    const uint8_t *p = (const uint8_t *)head.p;

    return head.n >= 32 && (p[0] <= 44 || p[0] == 126 || p[0] >= 128) && p[1] >= 4 &&
           memchr(p, 0, 32) != NULL && !is_wide_text(p);
}

enum content content_of(struct str head)
{
    for (size_t i = 0; i < COUNT_OF(magics); i++) {
        const struct magic *m = &magics[i];
        if (head.n >= m->at + m->bytes.n && memcmp(head.p + m->at, m->bytes.p, m->bytes.n) == 0)
            return m->content;
    }
    return may_be_table(head) ? CONTENT_TABLE : CONTENT_TEXT;
}

bool content_is_document(struct str first_member)
{
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        if (str_is(first_member, documents[i]))
            return true;
    return false;
}
