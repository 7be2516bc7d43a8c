/* test_arena.c - memory of one phase. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void test_pieces_are_zeroed_aligned_and_apart(void **state)
{
    struct arena *a = arena_new();
    unsigned char *before = NULL;

    (void)state;
    for (size_t n = 0; n < 20000; n += 97) {
        unsigned char *p = arena_take(a, n);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, n);
        if (before && n > 97)
            assert_int_equal(before[n - 98], 0xAA);
        before = p;
    }
    arena_free(a);
}

static void test_copies_end_in_a_nul(void **state)
{
    struct arena *a = arena_new();
    struct str copy = arena_str(a, str_sub(STR("serial"), 0, 3));

    (void)state;
    check_str(copy, "ser");
    assert_int_equal(copy.p[3], '\0');
    assert_string_equal(arena_cstr(a, (struct str){NULL, 0}), "");
    assert_string_equal(arena_printf(a, "%s-%03d", "disk", 7), "disk-007");
    arena_free(a);
    arena_free(NULL);
}

static void test_growing_keeps_the_old_and_zeroes_the_new(void **state)
{
    size_t cap = 0;
    unsigned *items = NULL;

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        items = mem_grow(items, &cap, i + 1, sizeof *items);
        assert_int_equal(items[i], 0);
        items[i] = i;
    }
    assert_int_equal(items[999], 999);
    assert_int_equal(items[0], 0);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_copies_end_in_a_nul),
        cmocka_unit_test(test_growing_keeps_the_old_and_zeroes_the_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
