/* gb18030.c - writes base/gb18030.h's table as C, asked from the iconv(3) of the machine that
 * builds: gb18030 OUT.c
 *
 * So every system that casepack is built for has the same GB18030, byte for byte. */
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/gb18030.h"

static iconv_t there, back;

static bool convert(iconv_t how, const uint8_t *bytes, size_t n, uint8_t out[8], size_t *out_n)
{
    char *in = (char *)(uintptr_t)bytes, *to = (char *)out; /* iconv() only reads there */
    size_t left = 8;

    iconv(how, NULL, NULL, NULL, NULL);
    bool good = iconv(how, &in, &n, &to, &left) == 0 && n == 0;
    *out_n = 8 - left;
    return good;
}

/* A code point of the BMP beyond ASCII that is these bytes and whose bytes are these again; 0:
 * none. */
static unsigned ask(const uint8_t *bytes, size_t n)
{
    uint8_t utf16[8], again[8];
    size_t utf16_n, again_n;

    if (!convert(there, bytes, n, utf16, &utf16_n) || utf16_n != 2)
        return 0;
    unsigned c = (unsigned)utf16[0] << 8 | utf16[1];
    bool same = convert(back, utf16, 2, again, &again_n) && again_n == n;
    for (size_t i = 0; same && i < n; i++)
        same = again[i] == bytes[i];
    return same && c >= 0x80 ? c : 0;
}

static void begin(FILE *out, const char *name, unsigned count)
{
    fprintf(out, "\nconst uint16_t %s[%u] = {", name, count);
}

static void put(FILE *out, unsigned i, unsigned c)
{
    fprintf(out, "%s%u,", i % 16 ? "" : "\n", c);
}

static void put_tables(FILE *out)
{
    fputs("/* Made by tools/gb18030.c. */\n#include \"base/gb18030.h\"\n", out);
    begin(out, "gb18030_two", GB18030_TWO);
    for (unsigned i = 0; i < GB18030_TWO; i++) {
        const uint8_t bytes[2] = {(uint8_t)(0x81 + i / GB18030_TRAILS),
                                  (uint8_t)(0x40 + i % GB18030_TRAILS)};
        put(out, i, bytes[1] == 0x7f ? 0 : ask(bytes, 2));
    }
    fputs("};\n", out);
    begin(out, "gb18030_four", GB18030_FOUR);
    for (unsigned i = 0; i < GB18030_FOUR; i++) {
        const uint8_t bytes[4] = {(uint8_t)(0x81 + i / 12600), (uint8_t)(0x30 + i / 1260 % 10),
                                  (uint8_t)(0x81 + i / 10 % 126), (uint8_t)(0x30 + i % 10)};
        put(out, i, ask(bytes, 4));
    }
    fputs("};\n", out);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

    there = iconv_open("UTF-16BE", "GB18030");
    back = iconv_open("GB18030", "UTF-16BE");
    if (!out || there == (iconv_t)-1 || back == (iconv_t)-1) {
        fputs("gb18030: no such file, or no GB18030 in this machine's iconv\n", stderr);
        return 1;
    }
    put_tables(out);
    iconv_close(there);
    iconv_close(back);
    return fclose(out) == 0 ? 0 : 1;
}
