/* test_judge_strangers.c - fillers that stand in no list: the rules have to know them.
 *
 * The table holds what a stranger would type; the second test bends usual phrases the way
 * factories do: case, signs, cuts, counters, one slip of a finger. */
#include "tests/support/check.h"

#include <string.h>

#include "check/judge.h"

#define VALUE_MAX 96

static struct judge *judge;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    judge = judge_new(&err);
    check_no_err(&err);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    judge_free(judge);
    return 0;
}

static const struct {
    const char *field, *value, *rule;
} rows[] = {
    {"system.serial", "To be determined by vendor", "to-be-filled"},
    {"system.serial", "TO BE SET BY MANUFACTURER", "to-be-filled"},
    {"baseboard.serial", "To be assigned", "to-be-filled"},
    {"baseboard.serial", "Will be filled by ODM", "to-be-filled"},
    {"system.serial", "Please fill in", "to-be-filled"},
    {"system.manufacturer", "To be filed by O.E.M.", "to-be-filled"},
    {"system.manufacturer", "To Be Filed By OEM", "to-be-filled"},
    {"system.product", "ToBeDefined", "to-be-filled"},
    {"system.serial", "To be programmed", "to-be-filled"},
    {"system.serial", "tobefilled", "to-be-filled"},
    {"system.version", "Default_String", "to-be-filled"},
    {"system.version", "DefaultString", "to-be-filled"},
    {"system.family", "Default Value", "to-be-filled"},
    {"system.family", "Default Family", "reserved"},
    {"system.sku", "Default SKU Number", "reserved"},
    {"system.serial", "Default Serial", "reserved"},
    {"system.product", "default product name", "reserved"},
    {"system.product", "Defualt string", "to-be-filled"},
    {"system.product", "Default Sting", "to-be-filled"},
    {"system.product", "Defalt string", "to-be-filled"},
    {"system.product", "Default Strng", "to-be-filled"},
    {"system.serial", "DEFAULT", "reserved"},
    {"system.serial", "System Serial", "field-name"},
    {"system.product", "Project Name", "field-name"},
    {"system.manufacturer", "Company Name", "field-name"},
    {"system.serial", "DEBUG_SN", "field-name"},
    {"system.serial", "demo0001", "nothing"},
    {"system.serial", "burn in later", "words"},
    {"system.serial", "Variable", "words"},
    {"system.serial", "Ser. No.", "known"},
    {"system.product", "Customer Reference Board", "known"},
    {"system.version", "Revision", "known"},
    {"baseboard.serial", "AMI00000", "zeros"},
    {"system.serial", "0xFFFFFFFF", "one-character"},
    {"system.serial", "Serial Number", "field-name"},
    {"system.serial", "SerialNumber", "field-name"},
    {"system.serial", "SERIAL_NUMBER", "field-name"},
    {"system.serial", "serial-number", "field-name"},
    {"system.serial", "Serial No.", "field-name"},
    {"system.serial", "Serial#", "field-name"},
    {"system.serial", "S/N", "too-short"},
    {"system.serial", "Your Serial Number Here", "to-be-filled"},
    {"system.serial", "INSERT SERIAL", "to-be-filled"},
    {"system.serial", "Enter Serial Number", "to-be-filled"},
    {"baseboard.serial", "Base Board Serial", "field-name"},
    {"baseboard.serial", "MB Serial Number", "field-name"},
    {"baseboard.serial", "MotherBoard Serial Number", "field-name"},
    {"baseboard.serial", "Mainboard SN", "field-name"},
    {"baseboard.serial", "BoardSerialNumber", "field-name"},
    {"baseboard.serial", "Board Serial No", "field-name"},
    {"baseboard.serial", "BSN1234567890", "sequence"},
    {"baseboard.serial", "MB-0123456789", "sequence"},
    {"baseboard.serial", "A1_SerialNum0", "field-name"},
    {"baseboard.serial", "ChassisSerialNumber", "field-name"},
    {"baseboard.product", "Base Board Product", "field-name"},
    {"baseboard.product", "Board Product Name", "field-name"},
    {"baseboard.product", "BaseBoardProductName", "field-name"},
    {"baseboard.product", "Motherboard Name", "field-name"},
    {"baseboard.product", "Board Model", "field-name"},
    {"system.product", "System Model", "field-name"},
    {"system.product", "Model Name", "field-name"},
    {"system.product", "Product", "field-name"},
    {"system.product", "ProductName", "field-name"},
    {"system.product", "PRODUCT_NAME", "field-name"},
    {"system.product", "Computer Model", "field-name"},
    {"system.product", "Unknown Model", "field-name"},
    {"system.product", "UnknownProduct", "field-name"},
    {"system.manufacturer", "Vendor Name", "field-name"},
    {"system.manufacturer", "Manufacturer Name", "field-name"},
    {"system.manufacturer", "SystemVendor", "field-name"},
    {"system.manufacturer", "System Vendor", "field-name"},
    {"system.manufacturer", "Computer Manufacturer", "field-name"},
    {"system.manufacturer", "Manufacture Name", "field-name"},
    {"system.manufacturer", "Sytem manufacturer", "field-name"},
    {"system.manufacturer", "System manufacurer", "field-name"},
    {"system.manufacturer", "Systemn Manufacturer", "field-name"},
    {"chassis.manufacturer", "Chasis Manufacturer", "field-name"},
    {"chassis.manufacturer", "hassis Manufacture", "field-name"},
    {"chassis.manufacturer", "Enclosure Manufacturer", "field-name"},
    {"chassis.version", "Chasis Version", "field-name"},
    {"chassis.version", "Enclosure Version", "field-name"},
    {"system.version", "SystemVersion", "field-name"},
    {"system.version", "System Ver", "field-name"},
    {"system.version", "Version Number", "field-name"},
    {"baseboard.version", "BaseBoard Version", "field-name"},
    {"baseboard.version", "MB Version", "field-name"},
    {"system.family", "System Family", "field-name"},
    {"system.family", "Product Family", "field-name"},
    {"system.family", "Family Name", "field-name"},
    {"system.family", "FamilyString", "field-name"},
    {"system.sku", "System SKU", "field-name"},
    {"system.sku", "SKUNumber", "field-name"},
    {"system.sku", "SKU#", "field-name"},
    {"system.sku", "Product SKU", "field-name"},
    {"system.sku", "SKU String", "field-name"},
    {"system.sku", "SKU_NUMBER_1", "field-name"},
    {"chassis.sku", "Chassis SKU Number", "field-name"},
    {"chassis.asset", "Asset", "field-name"},
    {"chassis.asset", "AssetTag", "field-name"},
    {"chassis.asset", "ASSET_TAG", "field-name"},
    {"chassis.asset", "Asset-1234567890", "sequence"},
    {"chassis.asset", "No Asset", "field-name"},
    {"chassis.asset", "NoAssetTag", "field-name"},
    {"chassis.asset", "No Asset Information", "field-name"},
    {"chassis.asset", "No AssetTag Info", "field-name"},
    {"chassis.asset", "Asset Number", "field-name"},
    {"chassis.asset", "Chassis Asset", "field-name"},
    {"chassis.asset", "Your Asset Tag", "field-name"},
    {"system.serial", "none", "nothing"},
    {"system.serial", "NULL", "nothing"},
    {"system.serial", "nil", "nothing"},
    {"system.serial", "n.a.", "too-short"},
    {"system.serial", "n/a", "too-short"},
    {"system.serial", "[none]", "nothing"},
    {"system.serial", "<none>", "unexpanded"},
    {"system.serial", "-none-", "nothing"},
    {"system.serial", "*None*", "unexpanded"},
    {"system.serial", "(empty)", "nothing"},
    {"system.serial", "No Serial", "field-name"},
    {"system.serial", "NoSerial", "field-name"},
    {"system.serial", "noserialnumber", "nothing"},
    {"system.serial", "NO SN", "field-name"},
    {"system.serial", "no serial number", "field-name"},
    {"system.serial", "Not set", "nothing"},
    {"system.serial", "NotSet", "nothing"},
    {"system.serial", "NOT_SET", "nothing"},
    {"system.serial", "unset", "nothing"},
    {"system.serial", "Undefined", "reserved"},
    {"system.serial", "undef", "nothing"},
    {"system.serial", "UNSPECIFIED", "reserved"},
    {"system.serial", "Not Specifed", "nothing"},
    {"system.serial", "Not Speciifed", "nothing"},
    {"system.serial", "notspecified", "nothing"},
    {"system.serial", "not programmed", "nothing"},
    {"system.serial", "Not Provided", "nothing"},
    {"system.serial", "not available", "nothing"},
    {"system.serial", "Unavailable", "nothing"},
    {"system.serial", "NotAvailable", "nothing"},
    {"system.serial", "not installed", "nothing"},
    {"system.serial", "Not Present", "nothing"},
    {"system.serial", "Not Defined", "nothing"},
    {"system.serial", "not initialised", "nothing"},
    {"system.serial", "Unassigned", "nothing"},
    {"system.serial", "UNPROGRAMMED", "reserved"},
    {"system.serial", "invalid serial", "field-name"},
    {"system.serial", "INVALID", "nothing"},
    {"system.serial", "Invalid value", "nothing"},
    {"system.serial", "unknown", "nothing"},
    {"system.serial", "Unkonwn", "nothing"},
    {"system.serial", "Unknwn", "nothing"},
    {"system.serial", "unkown serial", "field-name"},
    {"system.serial", "Reserved for OEM", "to-be-filled"},
    {"system.serial", "dummy", "reserved"},
    {"system.serial", "Dummy Serial", "reserved"},
    {"system.serial", "DUMMY_SN_001", "reserved"},
    {"system.serial", "Placeholder", "reserved"},
    {"system.serial", "sample", "nothing"},
    {"system.serial", "Sample Serial", "field-name"},
    {"system.serial", "test", "nothing"},
    {"system.serial", "TEST123", "nothing"},
    {"system.serial", "test1234", "nothing"},
    {"system.serial", "Test SN", "field-name"},
    {"system.serial", "OEM", "nothing"},
    {"system.serial", "OEM Serial", "field-name"},
    {"system.serial", "OEM_SERIAL_NUMBER", "field-name"},
    {"system.serial", "Oem String", "nothing"},
    {"system.serial", "ODM Serial Number", "field-name"},
    {"system.serial", "123", "sequence"},
    {"system.serial", "1234", "sequence"},
    {"system.serial", "123456", "sequence"},
    {"system.serial", "00000000", "zero-or-x"},
    {"system.serial", "0000", "zero-or-x"},
    {"system.serial", "11111111", "zero-or-x"},
    {"system.serial", "99999999", "one-character"},
    {"system.serial", "AAAAAAAA", "one-character"},
    {"system.serial", "XXXXXXXX", "zero-or-x"},
    {"system.serial", "FFFFFFFF", "one-character"},
    {"system.serial", "XXXX-XXXX-XXXX", "zero-or-x"},
    {"system.serial", "xxxx-xxxx", "zero-or-x"},
    {"system.serial", "xxxxxx", "zero-or-x"},
    {"system.serial", "XXXXXX12345", "sequence"},
    {"system.serial", "ABCDEFG", "sequence"},
    {"system.serial", "abcd1234", "sequence"},
    {"system.serial", "abc123", "sequence"},
    {"system.serial", "ABC123456", "sequence"},
    {"system.serial", "A1B2C3D4", "sequence"},
    {"system.serial", "123ABC", "sequence"},
    {"system.serial", "87654321", "sequence"},
    {"system.serial", "0987654321", "sequence"},
    {"system.serial", "112233445566", "sequence"},
    {"system.serial", "123123123", "sequence"},
    {"system.serial", "12341234", "sequence"},
    {"system.serial", "0123456789ABCDEF", "sequence"},
    {"system.serial", "1A2B3C4D", "sequence"},
    {"system.serial", "qwertyuiop", "sequence"},
    {"system.serial", "asdfasdf", "sequence"},
    {"system.serial", "qwerty123", "sequence"},
    {"system.serial", "asdfghjkl", "sequence"},
    {"system.serial", "zxcvbnm", "sequence"},
    {"system.serial", "1qaz2wsx", "sequence"},
    {"system.serial", "1q2w3e4r", "sequence"},
    {"system.serial", "SN123456789", "sequence"},
    {"system.serial", "SN0123456789", "sequence"},
    {"system.serial", "SN00000000", "field-name"},
    {"system.serial", "S/N 12345", "field-name"},
    {"system.serial", "Serial12345", "field-name"},
    {"system.serial", "SERIAL-0001", "field-name"},
    {"system.serial", "$SERIAL$", "unexpanded"},
    {"system.serial", "%SERIAL%", "unexpanded"},
    {"system.serial", "@@SERIAL@@", "unexpanded"},
    {"system.serial", "__SERIAL_NUMBER__", "unexpanded"},
    {"system.serial", "{SerialNumber}", "unexpanded"},
    {"system.serial", "${serial}", "unexpanded"},
    {"system.serial", "{{ serial }}", "unexpanded"},
    {"system.serial", "<Serial Number>", "unexpanded"},
    {"system.serial", "<insert serial here>", "unexpanded"},
    {"system.serial", "%s", "unexpanded"},
    {"system.serial", "%08X", "unexpanded"},
    {"system.serial", "%d", "unexpanded"},
    {"system.serial", "$(SYSTEM_SERIAL)", "unexpanded"},
    {"system.serial", "1.0", "too-short"},
    {"system.serial", "V1.0", "version"},
    {"system.serial", "Rev 1.0", "version"},
    {"system.serial", "Rev A", "version"},
    {"system.serial", "Ver.1.00", "version"},
    {"system.serial", "2019-01-01", "date"},
    {"system.serial", "01/01/2015", "date"},
    {"system.serial", "Número de série", "field-name"},
    {"system.serial", "Numero de serie", "field-name"},
    {"system.serial", "Número de serie del sistema", "field-name"},
    {"system.serial", "Seriennummer", "field-name"},
    {"system.serial", "Numéro de série", "field-name"},
    {"system.serial", "Não especificado", "nothing"},
    {"system.serial", "No especificado", "nothing"},
    {"system.serial", "Sin especificar", "words"},
    {"system.serial", "Sin número de serie", "nothing"},
    {"system.serial", "Nicht angegeben", "nothing"},
    {"system.serial", "Nicht verfügbar", "nothing"},
    {"system.serial", "Non spécifié", "nothing"},
    {"system.serial", "Inconnu", "nothing"},
    {"system.serial", "Unbekannt", "nothing"},
    {"system.serial", "Desconocido", "nothing"},
    {"system.serial", "Desconhecido", "nothing"},
    {"system.serial", "Cadena predeterminada", "words"},
    {"system.serial", "Cadeia de caracteres padrão", "nothing"},
    {"system.serial", "Chaîne par défaut", "to-be-filled"},
    {"system.serial", "Standardzeichenfolge", "to-be-filled"},
    {"system.serial", "A ser preenchido pelo O.E.M.", "to-be-filled"},
    {"system.serial", "À remplir par l'OEM", "to-be-filled"},
    {"system.serial", "序列号", "field-name"},
    {"system.serial", "整机序列号", "field-name"},
    {"system.serial", "主板序列号", "field-name"},
    {"system.serial", "未知", "nothing"},
    {"system.serial", "未填写", "nothing"},
    {"system.serial", "无", "nothing"},
    {"system.serial", "（空）", "nothing"},
    {"system.serial", "默认字符串", "to-be-filled"},
    {"system.serial", "待填写", "to-be-filled"},
    {"system.serial", "由厂商填写", "to-be-filled"},
    {"system.serial", "请填写序列号", "to-be-filled"},
    {"system.manufacturer", "制造商", "field-name"},
    {"system.manufacturer", "系统制造商", "field-name"},
    {"system.product", "产品名称", "field-name"},
    {"system.product", "型号", "field-name"},
    {"system.serial", "\xc3\xbf\xc3\xbf\xc3\xbf", "all-ff"},
    {"system.serial", "\xce\xb4\xcc\xee\xd0\xb4", "nothing"}, /* 未填写 in GBK */
    {"system.manufacturer", "OEM Manufacturer", "field-name"},
    {"system.manufacturer", "Generic", "nothing"},
    {"system.manufacturer", "O.E.M.", "nothing"},
    {"system.manufacturer", "Manufacturer0", "field-name"},
    {"system.manufacturer", "Unknown", "nothing"},
    {"system.manufacturer", "XXXXXXXXXX", "zero-or-x"},
    {"system.manufacturer", "Not Applicable", "nothing"},
    {"system.product", "Type1ProductName", "template"},
    {"system.product", "Type 1 Product Name", "field-name"},
    {"system.product", "Type1_ProductName", "template"},
    {"system.version", "Type1 - Version", "template"},
    {"system.sku", "Type1 - SKU Number", "template"},
    {"baseboard.product", "Type2ProductName", "template"},
    {"baseboard.serial", "Type2 - Board Serial", "template"},
    {"chassis.serial", "Type3 - Chassis Serial Number", "template"},
    {"chassis.version", "Type3 - Chassis Version", "template"},
    {"chassis.serial", "CSN12345678901234567", "sequence"},
    {"chassis.serial", "Chassis Serial", "field-name"},
    {"chassis.serial", "EVAL", "known"},
    {"disk.serial", "VBOX HARDDISK", "words"},
    {"disk.serial", "000000000000", "zero-or-x"},
    {"disk.serial", "0123456789ABCDE", "sequence"},
    {"disk.serial", "DISK SERIAL", "field-name"},
    {"system.serial", "DELL", "known"},
    {"system.serial", "Lenovo", "known"},
    {"system.serial", "-", "punctuation"},
    {"system.serial", "N", "too-short"},
    {"system.serial", "?", "punctuation"},
    {"system.serial", "?\??", "punctuation"},
    {"system.serial", "*****", "punctuation"},
    {"system.serial", ".", "punctuation"},
    {"system.uuid", "00000000-0000-0000-0000-000000000001", "shared-uuid"},
    {"system.uuid", "FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE", "shared-uuid"},
    {"system.uuid", "EEEEEEEE-EEEE-EEEE-EEEE-EEEEEEEEEEEE", "shared-uuid"},
    {"system.uuid", "11111111-1111-1111-1111-111111111111", "shared-uuid"},
    {"system.uuid", "01010101-0101-0101-0101-010101010101", "shared-uuid"},
    {"system.uuid", "00020003-0004-0005-0006-000700080009", "shared-uuid"},
    {"system.uuid", "03000200-0400-0500-0006-000700080009", "shared-uuid"},
    {"system.uuid", "12345678-1234-5678-1234-567812345678", "shared-uuid"},
    {"system.uuid", "01234567-89AB-CDEF-0123-456789ABCDEF", "shared-uuid"},
    {"system.uuid", "00112233-4455-6677-8899-AABBCCDDEEFF", "shared-uuid"},
    {"system.uuid", "33221100-5544-7766-8899-AABBCCDDEEFF", "shared-uuid"},
    {"system.uuid", "03020100-0504-0706-0809-0A0B0C0D0E0F", "shared-uuid"},
    {"system.uuid", "FFEEDDCC-BBAA-9988-7766-554433221100", "shared-uuid"},
    {"system.uuid", "01234567-8910-1112-1314-151617181920", "shared-uuid"},
    {"system.uuid", "11111111-2222-3333-4444-555555555555", "shared-uuid"},
    {"system.uuid", "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", "shared-uuid"},
    {"system.uuid", "12345678-1234-1234-1234-1234567890AB", "shared-uuid"},
    {"system.uuid", "12345678-1234-1234-1234-123456789012", "shared-uuid"},
    {"system.uuid", "Not Present", "shared-uuid"},
    {"system.uuid", "To be filled by O.E.M.", "shared-uuid"},
    {"system.uuid", "N/A", "shared-uuid"},
    {"system.uuid", "System UUID", "shared-uuid"},
    {"system.uuid", "6AB5B300-538D-1014-9FB5-B0684D007B53", "shared-uuid"},
    {"system.uuid", "DEADBEEF-DEAD-BEEF-DEAD-BEEFDEADBEEF", "shared-uuid"},
    {"system.uuid", "AA55AA55-AA55-AA55-AA55-AA55AA55AA55", "shared-uuid"},
    {"system.uuid", "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX", "shared-uuid"},
    {"system.uuid", "12345678", "shared-uuid"},
};

static void test_fillers_nobody_listed_are_told_by_rule(void **state)
{
    const char *rule;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum judgement got =
            judge_value(judge, str_of(rows[i].field), str_of(rows[i].value), &rule);
        if (got != JUDGE_PLACEHOLDER || strcmp(rule, rows[i].rule) != 0)
            fail_msg("%s [%s]: %s by \"%s\", want \"%s\"", rows[i].field, rows[i].value,
                     judgement_name(got), rule, rows[i].rule);
    }
}

/* ---- phrases bent ------------------------------------------------------------------------ */

static const struct {
    const char *field, *phrase;
} phrases[] = {
    {"system.serial", "To Be Filled By O.E.M."},
    {"system.manufacturer", "System manufacturer"},
    {"system.product", "System Product Name"},
    {"system.version", "System Version"},
    {"system.serial", "System Serial Number"},
    {"baseboard.product", "Base Board Product Name"},
    {"baseboard.serial", "Base Board Serial Number"},
    {"baseboard.version", "Not Applicable"},
    {"chassis.manufacturer", "Chassis Manufacturer"},
    {"chassis.version", "Chassis Version"},
    {"chassis.asset", "No Asset Information"},
    {"chassis.asset", "Asset Tag Number"},
    {"system.sku", "Default string"},
    {"system.family", "Product Family"},
    {"system.family", "Not Specified"},
    {"system.manufacturer", "Unknown Manufacturer"},
    {"system.product", "Unspecified Product"},
    {"system.sku", "Reserved For System Vendor"},
};

static char fold_case(char c, bool upper)
{
    bool lower_letter = c >= 'a' && c <= 'z', upper_letter = c >= 'A' && c <= 'Z';

    if (upper)
        return lower_letter ? (char)(c - 32) : c;
    return upper_letter ? (char)(c + 32) : c;
}

/* The whole phrase another way; 0 when way is past the last. */
static size_t restyle(const char *phrase, unsigned way, char *out)
{
    static const char signs[] = {'_', '-', '.', '\0'};
    size_t n = 0;

    if (way >= 12)
        return 0;
    for (const char *p = phrase; *p; p++) {
        char c = way % 3 == 0 ? *p : fold_case(*p, way % 3 == 1);
        char sign = signs[way / 3];
        if (c != ' ')
            out[n++] = c;
        else if (sign)
            out[n++] = sign;
    }
    return n;
}

/* One slip within the phrase at its letter at: left away, typed twice, swapped, wrong. */
static size_t slip(const char *phrase, size_t at, unsigned kind, char *out)
{
    size_t n = strlen(phrase);

    memcpy(out, phrase, n);
    switch (kind) {
    case 0:
        memmove(out + at, out + at + 1, n - at - 1);
        return n - 1;
    case 1:
        memmove(out + at + 1, out + at, n - at);
        return n + 1;
    case 2:
        out[at] = phrase[at + 1];
        out[at + 1] = phrase[at];
        return n;
    default:
        out[at] = phrase[at] == 'o' ? 'p' : 'o';
        return n;
    }
}

struct count {
    unsigned all, missed;
};

static void ask(const char *field, const char *value, size_t n, struct count *count)
{
    const char *rule;

    count->all++;
    if (judge_value(judge, str_of(field), (struct str){value, n}, &rule) != JUDGE_OK)
        return;
    count->missed++;
}

static void test_bent_phrases_are_fillers_still(void **state)
{
    struct count styles = {0, 0}, slips = {0, 0};
    char value[VALUE_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(phrases); i++) {
        const char *field = phrases[i].field, *phrase = phrases[i].phrase;
        size_t n;
        for (unsigned way = 0; (n = restyle(phrase, way, value)) > 0; way++) {
            ask(field, value, n, &styles);
            memcpy(value + n, "        ", 8);
            ask(field, value, n + 8, &styles);
            value[n] = '1';
            ask(field, value, n + 1, &styles);
        }
        for (size_t at = 0; at + 1 < strlen(phrase); at++)
            for (unsigned kind = 0; kind < 4; kind++)
                if (phrase[at] != ' ' && phrase[at] != '.' && phrase[at + 1] != ' ')
                    ask(field, value, slip(phrase, at, kind, value), &slips);
    }
    print_message("styles: %u of %u missed, slips: %u of %u\n", styles.missed, styles.all,
                  slips.missed, slips.all);
    assert_int_equal(styles.missed, 0);
    assert_true(slips.missed * 12 < slips.all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fillers_nobody_listed_are_told_by_rule),
        cmocka_unit_test(test_bent_phrases_are_fillers_still),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
