/* take_number.c - ids behind a label: there a wrong check digit is a slip of the pen, and the id
 * is one all the same. */
#include "redact/checksum.h"
#include "redact/names.h"
#include "redact/number.h"
#include "redact/take.h"

#define SERIAL_MAX 64
#define LINK_MAX 160
#define UUID_TEXT 36
#define UUID_BARE 32
#define MAC_BARE 12

/* ---- machines and parts -------------------------------------------------------------------*/

unsigned take_uuid(const struct text *t, const struct place *v, struct hit *hits)
{
    uint8_t id[UUID_BYTES];
    size_t at = v->at, end = 0;

    for (size_t n = UUID_TEXT; n >= UUID_BARE && !end; n -= UUID_TEXT - UUID_BARE)
        if (at + n <= t->hi && uuid_parse(text_str(t, at, at + n), id) &&
            !is_word(text_at(t, at + n)))
            end = at + n;
    if (!end || value_is_common(ENTITY_UUID, text_str(t, at, end)))
        return 0;
    if (text_has(t, end, "}\\") && !text_ends(t, at, "volume{"))
        return 0; /* "Hardware Id = {8E7B...}\MsVhdHba": the bus of a device */
    hit_give(hits, ENTITY_UUID, at, end);
    hits->learn = true;
    return 1;
}

unsigned take_mac(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, MAC_BARE + 1, is_hex);

    if (end - v->at != MAC_BARE || is_word(text_at(t, end)) ||
        value_is_common(ENTITY_MAC, text_str(t, v->at, end)))
        return 0;
    return hit_give(hits, ENTITY_MAC, v->at, end);
}

/* "dev_00_1B_21_61_9D_4F": how BlueZ names a device. */
unsigned take_bluetooth(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t n = sizeof "00_00_00_00_00_00" - 1;
    uint8_t mac[6];

    if (v->at + n > t->hi || text_at(t, v->at + 2) != '_' || is_word(text_at(t, v->at + n)) ||
        !mac_parse(text_str(t, v->at, v->at + n), mac))
        return 0;
    return hit_give(hits, ENTITY_MAC, v->at, v->at + n);
}

static bool in_serial(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_' || c == '/' || c == '.' || c == '+';
}

static bool starts_placeholder(const struct text *t, size_t i)
{
    static const char *const fillers[] = {
        "to be filled", "default string", "system serial", "not specified", "chassis serial",
        "base board",   "not applicable", "no asset",      "not available", "chassis asset",
        "type1 - ",     "type2 - ",       "type3 - "};

    for (size_t k = 0; k < COUNT_OF(fillers); k++)
        if (text_has(t, i, fillers[k]))
            return true;
    return false;
}

/* How many digits from s.p[0] on count up, or down, by one. */
static size_t counted(struct str s, int step)
{
    size_t i = 1;

    if (s.n == 0 || !is_digit((uint8_t)s.p[0]))
        return 0;
    while (i < s.n && is_digit((uint8_t)s.p[i]) &&
           s.p[i] - '0' == (s.p[i - 1] - '0' + 10 + step) % 10)
        i++;
    return i;
}

/* "0123456789", "12345678": counted, not given; also "SN-1234567890", "012345678900". */
static bool is_counted(struct str s)
{
    enum { HEAD_MAX = 4, LONG = 9 };
    size_t at = 0;

    if (counted(s, 1) == s.n)
        return true;
    while (at < s.n && at < HEAD_MAX && (is_alpha((uint8_t)s.p[at]) || s.p[at] == '-'))
        at++;
    struct str rest = str_sub(s, at, s.n);
    size_t up = counted(rest, 1), down = counted(rest, -1), n = up > down ? up : down;
    if (n < LONG)
        return false;
    while (n < rest.n && rest.p[n] == '0')
        n++;
    return n == rest.n;
}

/* "SerNum0", "A1_AssetTagNum2": the name of the field and the number of the slot. */
static bool is_numbered_field(struct str s)
{
    static const struct str fields[] = {TEXT("sernum"), TEXT("assettagnum"),
                                        TEXT("oem_define")};

    while (s.n > 0 && is_digit((uint8_t)s.p[s.n - 1]))
        s.n--;
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (s.n >= fields[i].n && str_eq_nocase(str_sub(s, s.n - fields[i].n, s.n), fields[i]))
            return true;
    return false;
}

static bool is_hash(struct str s)
{
    if (s.n != 32 && s.n != 40 && s.n != 64)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_hex((uint8_t)s.p[i]))
            return false;
    return true;
}

/* A version, an error code, an update, a well-known security id, a case. */
static bool is_other_number(struct str s)
{
    bool dotted = memchr(s.p, '.', s.n) || memchr(s.p, '/', s.n);

    for (size_t i = 0; i < s.n && dotted; i++)
        dotted = is_digit((uint8_t)s.p[i]) || s.p[i] == '.' || s.p[i] == '/';
    return dotted || str_eq_nocase(str_sub(s, 0, 2), STR("s-")) ||
           (str_eq_nocase(str_sub(s, 0, 2), STR("0x")) && s.n <= 12) ||
           (str_eq_nocase(str_sub(s, 0, 2), STR("kb")) && s.n == 9) ||
           str_eq_nocase(str_sub(s, 0, 4), STR("cas-"));
}

/* Digits, or capitals alone: "KZCHHCG". */
static bool looks_like_serial(struct str s, bool sign)
{
    bool digit = false, lower = false, upper = false, same = true;

    for (size_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        digit |= is_digit(c);
        lower |= is_lower(c);
        upper |= is_upper(c);
        same &= s.p[i] == s.p[0];
    }
    if (s.n < 4 || same || is_counted(s) || is_numbered_field(s) || is_hash(s) ||
        name_is_word(s) || is_other_number(s))
        return false;
    if (sign)
        return digit || (upper && !lower && s.n >= 6);
    return digit && upper && s.n >= 6;
}

unsigned take_serial(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SERIAL_MAX + 1, in_serial);
    bool joined = v->sign || v->chinese;

    while (end > v->at && strchr(".-/+", t->p[end - 1]))
        end--;
    struct str text = text_str(t, v->at, end);
    if (text.n > SERIAL_MAX || starts_placeholder(t, v->at) ||
        !looks_like_serial(text, joined) || value_is_common(ENTITY_SERIAL, text) ||
        is_word(text_at(t, end)))
        return 0;
    hit_give(hits, v->kind, v->at, end);
    hits->learn = text.n >= 6;
    return 1;
}

/* "iSerial                 3 4C5300..." of lsusb: the index of the string, then the string. */
unsigned take_iserial(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place next = *v;

    next.at = text_run(t, v->at, 3, is_digit);
    if (next.at == v->at || text_at(t, next.at) != ' ')
        return 0;
    next.at++;
    next.sign = true;
    return take_serial(t, &next, hits);
}

/* "VMware-56 4d 1a 2b 3c 4d 5e 6f-70 81 ...": the UUID of a guest as its serial. */
unsigned take_guest_serial(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->at, pairs = 0;

    while (pairs < UUID_BYTES && is_hex(text_at(t, i)) && is_hex(text_at(t, i + 1))) {
        i += 2;
        pairs++;
        i += pairs < UUID_BYTES && (text_at(t, i) == ' ' || text_at(t, i) == '-');
    }
    return pairs == UUID_BYTES ? hit_give(hits, ENTITY_SERIAL, v->at, i) : 0;
}

static unsigned give_serial(const struct text *t, size_t at, size_t end, struct hit *hits)
{
    if (end - at < 6 || !looks_like_serial(text_str(t, at, end), true) ||
        value_is_common(ENTITY_SERIAL, text_str(t, at, end)))
        return 0;
    hit_give(hits, ENTITY_SERIAL, at, end);
    hits->learn = true;
    return 1;
}

static bool in_link(uint8_t c)
{
    return in_serial(c) ? c != '/' : c == ':';
}

/* "ata-MODEL_SERIAL-part1", "nvme-eui.0025385b71b0a1c2": names of udev(7). */
static unsigned give_of_link(const struct text *t, size_t at, size_t end, struct hit *hits)
{
    static const char *const bare[] = {"nvme-eui.", "scsi-3", "wwn-0x", "scsi-0", "dm-uuid-"};
    size_t tail = end;

    while (tail > at && is_digit(t->p[tail - 1]))
        tail--;
    if (text_ends(t, tail, "-part"))
        end = tail - strlen("-part");
    if (text_ends(t, end, "-0:0"))
        end -= strlen("-0:0");
    for (size_t k = 0; k < COUNT_OF(bare); k++)
        if (text_has(t, at, bare[k]) && at + strlen(bare[k]) < end)
            return give_serial(t, at + strlen(bare[k]), end, hits);
    for (size_t i = end; i > at; i--)
        if (t->p[i - 1] == '_')
            return give_serial(t, i, end, hits);
    return 0;
}

/* "/dev/disk/by-id/NAME" */
unsigned take_disk_link(const struct text *t, const struct place *v, struct hit *hits)
{
    return give_of_link(t, v->at, text_run(t, v->at, LINK_MAX, in_link), hits);
}

/* "NAME -> ../../sda" */
unsigned take_linked_disk(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->label_at;

    while (at > t->lo && v->label_at - at < LINK_MAX && in_link(t->p[at - 1]))
        at--;
    return give_of_link(t, at, v->label_at, hits);
}

/* "USBSTOR\Disk&Ven_X&Prod_Y&Rev_1\SERIAL&0"; an id with "&" second was made up by Windows. */
unsigned take_storage_serial(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at, end;

    while (at < t->hi && t->p[at] > ' ' && t->p[at] != '\\' && t->p[at] != '#' &&
           t->p[at] != '"')
        at++;
    if (text_at(t, at) != '\\' && text_at(t, at) != '#')
        return 0;
    at += text_at(t, at + 1) == '\\' ? 2 : 1;
    end = text_run(t, at, SERIAL_MAX, in_serial);
    return text_at(t, end) == '&' && end - at > 1 ? give_serial(t, at, end, hits) : 0;
}

/* T10 names: 16 or 32 hexadecimal digits, "0x" or "naa." before them. */
unsigned take_wwn(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at, digits, end;

    if (text_has(t, at, "naa.") || text_has(t, at, "eui."))
        at += 4;
    digits = text_has(t, at, "0x") ? at + 2 : at;
    end = text_run(t, digits, 33, is_hex);
    if ((end - digits != 16 && end - digits != 32) || is_word(text_at(t, end)))
        return 0;
    hit_give(hits, ENTITY_SERIAL, at, end);
    hits->learn = true;
    return 1;
}

unsigned take_named_serial(const struct text *t, const struct place *v, struct hit *hits)
{
    return v->sign && text_run(t, v->at, 6, is_digit) - v->at < 6 && is_upper(text_at(t, v->at))
               ? take_serial(t, v, hits)
               : 0;
}

/* "USB\VID_0951&PID_1666\SERIAL": an id with "&" in it was made up by the bus driver. */
unsigned take_usb_serial(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at + 4, end;

    if (text_run(t, v->at, 5, is_hex) != at)
        return 0;
    if (text_has(t, at, "&mi_"))
        at += 6;
    if (text_at(t, at) != '\\')
        return 0;
    at += text_at(t, at + 1) == '\\' ? 2 : 1;
    end = text_run(t, at, SERIAL_MAX, in_serial);
    if (end - at < 4 || text_at(t, end) == '&')
        return 0;
    hit_give(hits, ENTITY_SERIAL, at, end);
    hits->learn = end - at >= 6;
    return 1;
}

/* ---- people -------------------------------------------------------------------------------*/

static bool take_run(const struct text *t, const struct place *v, size_t least, size_t most,
                     struct hit *hit)
{
    size_t end = text_run(t, v->at, most + 1, is_alnum);

    if (end - v->at < least || end - v->at > most || text_at(t, end) == '_')
        return false;
    hit_give(hit, v->kind, v->at, end);
    return true;
}

unsigned take_resident_id(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t digits = text_run(t, v->at, 18, is_digit) - v->at;

    return (digits == 15 || digits >= 17) && take_run(t, v, 15, 18, hits);
}

unsigned take_org_code(const struct text *t, const struct place *v, struct hit *hits)
{
    return take_run(t, v, 18, 18, hits) && is_alnum(text_at(t, v->at));
}

static unsigned count_digits(const struct text *t, size_t from, size_t to)
{
    unsigned n = 0;

    for (size_t i = from; i < to; i++)
        n += is_digit(t->p[i]);
    return n;
}

/* E12345678, EA1234567, G12345678, PE1234567, 141234567; K1234567 of Hong Kong, MA1234567 of
 * Macao, H and M with ten digits for passes. */
unsigned take_passport(const struct text *t, const struct place *v, struct hit *hits)
{
    if (!take_run(t, v, 8, 11, hits))
        return 0;
    return count_digits(t, hits->at, hits->at + hits->n) + 2 >= hits->n;
}

static bool in_groups(uint8_t c)
{
    return is_digit(c) || c == ' ' || c == '-';
}

/* Digits with single blanks or hyphens between them. */
static size_t groups_end(const struct text *t, size_t i, size_t most)
{
    size_t end = text_run(t, i, most, in_groups);

    for (size_t k = i; k + 1 < end; k++)
        if (!is_digit(t->p[k]) && !is_digit(t->p[k + 1]))
            end = k;
    while (end > i && !is_digit(t->p[end - 1]))
        end--;
    return end;
}

unsigned take_bank_card(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = groups_end(t, v->at, 24);
    unsigned digits = count_digits(t, v->at, end);

    if (digits < 12 || digits > 23 || is_word(text_at(t, end)))
        return 0;
    return hit_give(hits, ENTITY_BANK_CARD, v->at, end);
}

unsigned take_imei(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 16, is_digit);

    if (end - v->at < 14 || end - v->at > 15 || is_word(text_at(t, end)))
        return 0;
    return hit_give(hits, ENTITY_IMEI, v->at, end);
}

/* Whatever is written as a telephone number; hotlines stay. */
unsigned take_phone(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at, end;

    if (text_at(t, at) == '+' || text_at(t, at) == '(')
        at++;
    end = text_run(t, at, 1, is_digit);
    if (end == at)
        return 0;
    if (match_number(t, at, hits) == 1 &&
        (hits->kind == ENTITY_MOBILE || hits->kind == ENTITY_LANDLINE))
        return 1;
    end = groups_end(t, at, 20);
    unsigned digits = count_digits(t, at, end);
    if (digits < 7 || digits > 13 || is_word(text_at(t, end)) || text_at(t, end) == '.' ||
        number_is_hotline(text_str(t, at, end)))
        return 0;
    return hit_give(hits, digits == 11 && t->p[at] == '1' ? ENTITY_MOBILE : ENTITY_LANDLINE, at,
                    end);
}

unsigned take_qq(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 12, is_digit);

    if (end - v->at < 5 || end - v->at > 11 || is_word(text_at(t, end)))
        return 0;
    return hit_give(hits, ENTITY_IM, v->at, end);
}

static bool in_wechat(uint8_t c)
{
    return is_word(c) || c == '-';
}

unsigned take_wxid(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 30, in_wechat);

    return end - v->at >= 6 ? hit_give(hits, ENTITY_IM, v->label_at, end) : 0;
}

unsigned take_wechat(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 21, in_wechat);

    if (end - v->at < 6 || end - v->at > 20 || !is_alpha(text_at(t, v->at)) ||
        !name_is_telling(text_str(t, v->at, end)))
        return 0;
    return hit_give(hits, ENTITY_IM, v->at, end);
}

unsigned take_coordinate(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = v->at, end, point;

    if (text_at(t, at) == '-' || text_at(t, at) == '+')
        at++;
    point = text_run(t, at, 4, is_digit);
    end = text_run(t, point + 1, 12, is_digit);
    if (point == at || point - at > 3 || text_at(t, point) != '.' || end - point < 4)
        return 0;
    return hit_give(hits, ENTITY_GPS, v->at, end);
}

/* "31.230413, 121.473702" */
unsigned take_coordinates(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place second = *v;

    if (!take_coordinate(t, v, hits))
        return 0;
    second.at = hits->at + hits->n;
    if (text_at(t, second.at) != ',')
        return 0;
    second.at += text_at(t, second.at + 1) == ' ' ? 2 : 1;
    return take_coordinate(t, &second, hits + 1) ? 2 : 0;
}
