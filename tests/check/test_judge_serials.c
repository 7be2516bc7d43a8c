/* test_judge_serials.c - serials made up by the grammars of makers are never called fillers.
 *
 * In a grammar A is a letter, 9 a digit, X a letter or digit, H an upper-case and h a lower-case
 * hexadecimal digit, b a base-32 sign as Lenovo uses; all else stands for itself. */
#include "tests/support/check.h"

#include <string.h>

#include "check/judge.h"

#define EACH 4000
#define VALUE_MAX 80

static const struct {
    const char *field, *grammar;
} grammars[] = {
    /* systems */
    {"system.serial", "PF09AAXX"}, /* Lenovo */
    {"system.serial", "PC0bbbbb"},
    {"system.serial", "MP1bbbbb"},
    {"system.serial", "XXXXXX2"}, /* Dell service tag */
    {"system.serial", "XXXXXXX"},
    {"system.serial", "5CG999XXXX"}, /* HP */
    {"system.serial", "CZC9999XXX"},
    {"system.serial", "4CE9999XXX      "},
    {"system.serial", "X9N0CV99999999X"},        /* ASUS */
    {"system.serial", "NXHZUCN00999999AAA9999"}, /* Acer */
    {"system.serial", "DTVQJCN0079999HHHH9999"},
    {"system.serial", "5EKPM18A99999999"}, /* Huawei */
    {"system.serial", "JYYWD199999XXXXX"},
    {"system.serial", "2102353XXX10A9999999"},
    {"system.serial", "GW999XX99999999"}, /* Great Wall */
    {"system.serial", "TF83TY99999999X"}, /* Tongfang */
    {"system.serial", "CE999999XXX9999"},
    {"system.serial", "21999999X"},      /* Inspur */
    {"system.serial", "FZ9999999999A9"}, /* Founder */
    {"system.serial", "H3C99A99999999"},
    {"system.serial", "A999999X9999999"}, /* Supermicro */
    {"system.serial", "C02XXXXXXXXX"},    /* Apple */
    {"system.serial", "9SHHHHHH9999"},
    {"system.serial", "MS-99-XXXXXXXX"},
    {"system.serial", "VMware-56 4d hh hh hh hh hh hh-hh hh hh hh hh hh hh hh"},
    {"system.serial", "9999-9999-9999-9999-9999-9999-99"}, /* Hyper-V */
    {"system.serial", "Parallels-HH HH HH HH HH HH HH HH HH HH HH HH HH HH HH HH"},
    {"system.serial", "GoogleCloud-HHHHHHHHHHHHHHHHHHHHHHHHHHHHHHHH"},
    {"system.serial", "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"},
    {"system.serial", "999999999999"},
    {"system.serial", "2019999999"},
    /* boards and chassis */
    {"baseboard.serial", "..CN99999999XXXX."}, /* Dell */
    {"baseboard.serial", "/XXXXXX2/CNCMK0099X9999/"},
    {"baseboard.serial", ".XXXXXX3.CNIVC0099X9999."},
    {"baseboard.serial", "PHXXX00WBXXXXX"}, /* HP */
    {"baseboard.serial", "L1HFXXXXXXX"},    /* Lenovo */
    {"baseboard.serial", "W1KSXXXXXXX"},
    {"baseboard.serial", "99999999990999"}, /* ASUS */
    {"baseboard.serial", "MF7099999999"},
    {"baseboard.serial", "NBXXXXXXXXXXXX99XXXX00"},
    {"baseboard.serial", "07D9999_L99E999999"}, /* MSI */
    {"baseboard.serial", "M80-9A999999999"},    /* ASRock */
    {"baseboard.serial", "SN2999999999"},       /* Gigabyte */
    {"baseboard.serial", "ZM99S999999"},
    {"baseboard.serial", "BTXX99999XXX"}, /* Intel */
    {"chassis.serial", "XXXXXX2"},
    {"chassis.serial", "C9999LC49MH9999"},
    {"chassis.asset", "IT-9999-99"},
    /* disks */
    {"disk.serial", "WD-WCC9A9999999"},
    {"disk.serial", "     WD-WX9AXX99XXXX"},
    {"disk.serial", "Z9A9XXXX"},        /* Seagate */
    {"disk.serial", "S9XXNX0R999999A"}, /* Samsung */
    {"disk.serial", "99XXXXXXX"},
    {"disk.serial", "BTLA99999999999GGN"}, /* Intel */
    {"disk.serial", "PHNH999999XX999X"},
    {"disk.serial", "50026B99999HHHHH"}, /* Kingston */
    {"disk.serial", "19999HHHHHHH"},     /* Crucial */
    {"disk.serial", "99A9999XXXXXXX"},
    {"disk.serial", "YMA999TXXXX9999XXXX"},
    {"disk.serial", "ACE4_2E00_2999_9999."}, /* NVMe, EUI-64 as text */
    {"disk.serial", "002538B9999HHHHH"},
    {"disk.serial", "0x5000c500hhhhhhhh"},
    {"disk.serial", "QM0999A"},
    {"disk.serial", "VBhhhhhhhh-hhhhhhhh"},
    {"disk.serial", "6000c29hhhhhhhhhhhhhhhhhhhhhhhhh"},
    /* UUIDs */
    {"system.uuid", "hhhhhhhh-hhhh-4hhh-ahhh-hhhhhhhhhhhh"},
    {"system.uuid", "HHHHHHHH-HHHH-11HH-80HH-HHHHHHHHHHHH"},
    {"system.uuid", "4C4C4544-00HH-HH10-80HH-B9C04FHHHHHH"},
    {"system.uuid", "03hh02hh-04hh-05hh-hh06-hh0700080009"},
    {"system.uuid", "00000000-0000-0000-0000-0025909hhhhh"},
};

static uint64_t seed = 20261123;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % below;
}

static char sign_of(char form)
{
    static const struct {
        char form;
        const char *signs;
        unsigned n;
    } forms[] = {{'A', "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 26},
                 {'9', "0123456789", 10},
                 {'X', "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 34},
                 {'H', "0123456789ABCDEF", 16},
                 {'h', "0123456789abcdef", 16},
                 {'b', "0123456789ABCDEFGHJKLMNPRSTUVWXY", 32}};

    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (forms[i].form == form)
            return forms[i].signs[draw(forms[i].n)];
    return form;
}

static struct str make(const char *grammar, char *value)
{
    size_t n = 0;

    for (; grammar[n] && n < VALUE_MAX; n++)
        value[n] = sign_of(grammar[n]);
    return (struct str){value, n};
}

/* Chance makes a run now and then ("12345678" as an eight-digit serial): one in a thousand over
 * all, one in a hundred of a grammar. */
static void test_serials_of_makers_are_ok(void **state)
{
    struct err err = ERR_NONE;
    struct judge *judge = judge_new(&err);
    unsigned all = 0;
    char value[VALUE_MAX];

    (void)state;
    check_no_err(&err);
    for (size_t i = 0; i < COUNT_OF(grammars); i++) {
        unsigned wrong = 0;
        struct str last = {"", 0};
        const char *rule = "", *by = "";
        char kept[VALUE_MAX];
        for (unsigned k = 0; k < EACH; k++) {
            struct str made = make(grammars[i].grammar, value);
            if (judge_value(judge, str_of(grammars[i].field), made, &rule) == JUDGE_OK)
                continue;
            memcpy(kept, value, made.n);
            last = (struct str){kept, made.n};
            by = rule;
            wrong++;
        }
        if (wrong > 0)
            print_message("%s: %u of %u, as [%.*s] by %s\n", grammars[i].grammar, wrong, EACH,
                          STR_ARG(last), by);
        assert_true(wrong * 100 < EACH);
        all += wrong;
    }
    judge_free(judge);
    print_message("%u of %zu\n", all, COUNT_OF(grammars) * EACH);
    assert_true(all * 1000 < COUNT_OF(grammars) * EACH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_serials_of_makers_are_ok),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
