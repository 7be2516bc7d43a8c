/* serial_form.c - signs in a serial of what was done to it on the way. */
#include "collect/serial_form.h"

#include <string.h>

#define ATA_BYTES 20 /* of the field in IDENTIFY DEVICE (ACS-3, 7.12.7.10) */
#define HEX_BYTES_MIN 8
#define HEX_BYTES_MAX 64

struct str serial_trim(struct str serial)
{
    while (serial.n > 0 && (serial.p[0] == ' ' || serial.p[0] == '\0'))
        serial = str_sub(serial, 1, serial.n);
    while (serial.n > 0 && (serial.p[serial.n - 1] == ' ' || serial.p[serial.n - 1] == '\0'))
        serial.n--;
    return serial;
}

static bool is_upper_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* The value of a hexadecimal digit, 16 for any other character. */
static unsigned hex_value(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (unsigned)(at - digits) % 16 : 16;
}

static bool is_all_hex(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (hex_value(s.p[i]) > 15)
            return false;
    return s.n > 0;
}

/* "0000_0000_0100_0000_E4D2_5C2E_C9E0_4E01." as Windows shows it, or "eui.0025385891b0f3a1". */
static bool is_eui64(struct str s)
{
    struct str rest, group;
    unsigned groups = 0;

    if (str_starts(s, "eui."))
        return (s.n == 4 + 16 || s.n == 4 + 32) && is_all_hex(str_sub(s, 4, s.n));
    if (str_ends(s, "."))
        s.n--;
    rest = s;
    while (str_next(&rest, '_', &group)) {
        if (group.n != 4 || !is_all_hex(group))
            return false;
        groups++;
    }
    return groups == 4 || groups == 8;
}

/* One blank stands among the characters: behind the first, where the padding in front had an
 * odd length, or before the last, where the serial has. Only a full ATA field shows that. */
static bool has_stray_blank(struct str raw)
{
    struct str s = serial_trim(raw);
    size_t at;

    if (raw.n != ATA_BYTES || s.n < 4 || !str_find(s, " ", &at))
        return false;
    return (at == 1 || at == s.n - 2) && !memchr(s.p + at + 1, ' ', s.n - at - 1);
}

/* "WD-W" is the only beginning that a maker has kept for decades. */
static bool is_pair_swapped(struct str raw)
{
    return has_stray_blank(raw) || str_starts(serial_trim(raw), "DWW-");
}

/* What the digits say, when that looks like a serial: upper case letters and digits, both of
 * them, padded with blanks. A serial that is a number by chance does not. */
static bool decode_hex(struct str s, char *out, struct str *decoded)
{
    bool letter = false, digit = false;

    if (s.n % 2 != 0 || s.n / 2 < HEX_BYTES_MIN || s.n / 2 > HEX_BYTES_MAX)
        return false;
    for (size_t i = 0; i < s.n / 2; i++) {
        unsigned high = hex_value(s.p[2 * i]), low = hex_value(s.p[2 * i + 1]);
        char c;

        if (high > 15 || low > 15)
            return false;
        c = (char)(high * 16 + low);
        if (!is_upper_or_digit(c) && c != ' ' && c != '-' && c != '_')
            return false;
        letter = letter || (c >= 'A' && c <= 'Z');
        digit = digit || (c >= '0' && c <= '9');
        out[i] = c;
    }
    *decoded = (struct str){out, s.n / 2};
    return letter && digit;
}

enum serial_form serial_form_of(struct str raw)
{
    struct str s = serial_trim(raw), decoded;
    char bytes[HEX_BYTES_MAX];
    size_t at;

    if (is_eui64(s))
        return SERIAL_EUI64;
    if (decode_hex(s, bytes, &decoded)) {
        if (is_pair_swapped(decoded))
            return SERIAL_HEX_SWAPPED;
        return str_find(serial_trim(decoded), " ", &at) ? SERIAL_PLAIN : SERIAL_HEX;
    }
    return is_pair_swapped(raw) ? SERIAL_PAIR_SWAPPED : SERIAL_PLAIN;
}

bool serial_is_swap_of(struct str a, struct str b)
{
    bool differ = false;

    if (a.n != b.n || a.n % 2 != 0 || a.n == 0)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (a.p[i] != b.p[i ^ 1])
            return false;
        differ = differ || a.p[i] != b.p[i];
    }
    return differ;
}

const char *serial_form_name(enum serial_form form)
{
    static const char *const names[SERIAL_FORM_COUNT] = {
        [SERIAL_PLAIN] = "plain",     [SERIAL_PAIR_SWAPPED] = "pair-swapped",
        [SERIAL_HEX] = "hex-encoded", [SERIAL_HEX_SWAPPED] = "hex-encoded-pair-swapped",
        [SERIAL_EUI64] = "eui64",
    };

    return (size_t)form < SERIAL_FORM_COUNT ? names[form] : "plain";
}
