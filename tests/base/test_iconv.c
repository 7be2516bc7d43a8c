/* test_iconv.c - iconv of the released program beside that of the C library. */
#include "tests/support/check.h"

#include <errno.h>
#include <iconv.h>

iconv_t __wrap_iconv_open(const char *to, const char *from);
size_t __wrap_iconv(iconv_t cd, char **in, size_t *in_n, char **out, size_t *out_n);
int __wrap_iconv_close(iconv_t cd);

struct result {
    size_t rc, in_n, out_n;
    int why;
    char out[60];
};

typedef size_t converter(iconv_t cd, char **in, size_t *in_n, char **out, size_t *out_n);

static struct result convert(converter *with, iconv_t cd, struct str bytes, size_t room)
{
    struct result r = {.in_n = bytes.n, .out_n = room};
    char copy[64], *in = copy, *out = r.out;

    memcpy(copy, bytes.p, bytes.n);
    errno = 0;
    r.rc = with(cd, &in, &r.in_n, &out, &r.out_n);
    r.why = errno;
    assert_int_equal(in - copy, bytes.n - r.in_n);
    assert_int_equal(out - r.out, room - r.out_n);
    return r;
}

/* Both, with every room from none to plenty. */
static void compare(const char *from, struct str bytes)
{
    iconv_t theirs = iconv_open("UTF-8", from), ours = __wrap_iconv_open("UTF-8", from);

    assert_true(theirs != (iconv_t)-1 && ours != (iconv_t)-1);
    for (size_t room = 0; room < 40; room++) {
        struct result want = convert(iconv, theirs, bytes, room);
        struct result have = convert(__wrap_iconv, ours, bytes, room);

        assert_memory_equal(&have, &want, sizeof want);
        iconv(theirs, NULL, NULL, NULL, NULL);
        assert_int_equal(__wrap_iconv(ours, NULL, NULL, NULL, NULL), 0);
    }
    iconv_close(theirs);
    assert_int_equal(__wrap_iconv_close(ours), 0);
}

static void test_names_of_a_registry_are_those_of_the_c_library(void **state)
{
    (void)state;
    compare("LATIN1", STR("CurrentControlSet"));
    compare("LATIN1", STR("Ger\xE4t \xFF\x80\x01"));
    compare("LATIN1", STR(""));
    compare("UTF-16LE", STR("A\0\x2D\x4E\x3D\xD8\0\xDE.\0"));
    compare("UTF-16LE", STR("\xFF\xD7\0\xE0\xFF\xFF"));
}

static void test_broken_units_end_where_those_of_the_c_library_end(void **state)
{
    (void)state;
    compare("UTF-16LE", STR("A\0B"));          /* half a unit */
    compare("UTF-16LE", STR("A\0\x3D\xD8"));   /* half a pair */
    compare("UTF-16LE", STR("A\0\x3D\xD8\0")); /* half a unit of a pair */
    compare("UTF-16LE", STR("A\0\x3D\xD8"
                            "B\0")); /* no second half */
    compare("UTF-16LE", STR("A\0\0\xDE"
                            "B\0")); /* a second half alone */
}

static void test_other_encodings_are_not_there(void **state)
{
    (void)state;
    errno = 0;
    assert_true(__wrap_iconv_open("UTF-8", "GB18030") == (iconv_t)-1);
    assert_int_equal(errno, EINVAL);
    assert_true(__wrap_iconv_open("UTF-16LE", "UTF-8") == (iconv_t)-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_a_registry_are_those_of_the_c_library),
        cmocka_unit_test(test_broken_units_end_where_those_of_the_c_library_end),
        cmocka_unit_test(test_other_encodings_are_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
