/* test_client.c - the activation client on a disk. */
#include "tests/support/check.h"

#include "collect/client.h"
#include "tests/support/machine.h"

/* "VS_VERSION_INFO" in UTF-16 with its NUL: 32 bytes, so aligned as it stands. */
#define MARK                                                        \
    "V\\x00S\\x00_\\x00V\\x00E\\x00R\\x00S\\x00I\\x00O\\x00N\\x00_" \
    "\\x00I\\x00N\\x00F\\x00O\\x00\\x00\\x00"
#define FIXED "\\xBD\\x04\\xEF\\xFE\\x00\\x00\\x01\\x00"
#define VERSION_2_5 "\\x05\\x00\\x02\\x00\\x07\\x00\\x01\\x00" /* 2.5.1.7 */
#define PLACE(folder, file) "/Program Files/" folder "/" file " := "

static const struct fact_list *read_client(struct machine *m)
{
    fact_list_free(m->result.facts);
    m->result.facts = fact_list_new();
    client_facts(m->root, "", m->result.facts);
    return m->result.facts;
}

static int start(void **state)
{
    static struct machine machine;

    machine_init(&machine, NULL);
    *state = &machine;
    return 0;
}

static int done(void **state)
{
    machine_done(*state);
    return 0;
}

static void test_no_client_is_absent(void **state)
{
    const struct fact_list *facts = read_client(*state);

    check_fact(facts, KEY_CLIENT_PATH, 0, FACT_ABSENT, NULL);
    check_fact(facts, KEY_CLIENT_GENERATION, 0, FACT_ABSENT, NULL);
}

static void test_the_version_tells_the_generation(void **state)
{
    const struct fact_list *facts;

    machine_line(*state,
                 PLACE("CMITActivation", "CMITCLIENT.EXE") "MZ--" MARK FIXED VERSION_2_5);
    facts = read_client(*state);
    check_fact(facts, KEY_CLIENT_PATH, 0, FACT_OK,
               "/Program Files/CMITActivation/CMITCLIENT.EXE");
    check_fact(facts, KEY_CLIENT_VERSION, 0, FACT_OK, "2.5.1.7");
    check_fact(facts, KEY_CLIENT_GENERATION, 0, FACT_OK, "V2");
}

static void test_a_program_without_version_leaves_it_unknown(void **state)
{
    const struct fact_list *facts;

    machine_line(*state, PLACE("CMIT3.0", "CmitClient.exe") "MZ--" MARK "MZ--" VERSION_2_5);
    facts = read_client(*state);
    check_fact(facts, KEY_CLIENT_VERSION, 2, FACT_UNREADABLE, NULL);
    check_fact(facts, KEY_CLIENT_GENERATION, 0, FACT_OK, "unknown");
}

static void test_a_linked_program_is_not_read(void **state)
{
    machine_line(*state, "/elsewhere.exe := MZ--" MARK FIXED VERSION_2_5);
    machine_line(*state, "/Program Files/CMITActivation/CmitClient.exe -> ../../elsewhere.exe");
    check_fact(read_client(*state), KEY_CLIENT_VERSION, 0, FACT_UNREADABLE, NULL);
}

static void test_a_cut_resource_is_no_version(void **state)
{
    static const char bytes[] = "V\0S\0_\0V\0E\0R\0S\0I\0O\0N\0_\0I\0N\0F\0O\0\0\0"
                                "\xBD\x04\xEF\xFE\0\0\1\0\5\0\2\0\7\0\1\0";
    struct buf out = BUF_INIT(64);

    (void)state;
    for (size_t n = 0; n < sizeof(bytes) - 1; n++)
        assert_false(client_version_find((struct str){bytes, n}, &out));
    assert_true(client_version_find((struct str){bytes, sizeof(bytes) - 1}, &out));
    check_str(buf_str(&out), "2.5.1.7");
    buf_done(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_no_client_is_absent),
        TEST(test_the_version_tells_the_generation),
        TEST(test_a_program_without_version_leaves_it_unknown),
        TEST(test_a_linked_program_is_not_read),
        TEST(test_a_cut_resource_is_no_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
