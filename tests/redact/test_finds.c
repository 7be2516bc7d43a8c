/* test_finds.c - what is taken down comes back, and what has no room or another hash does not. */
#include "tests/support/check.h"

#include "redact/finds.h"

#define ROOM ((size_t)1024 * 1024)

static void test_places_come_back_in_order_page_by_page(void **state)
{
    static const size_t places[] = {0, 0, 1, 2047, 2048, 4096, 9000, FINDS_PAGE - 1};
    struct finds_room *room = finds_room_new(ROOM);
    struct finds_taker *t = finds_start(room);
    struct finds_reader r;
    size_t at;
    unsigned who;

    (void)state;
    for (unsigned page = 0; page < 3; page++) {
        for (unsigned i = 0; page != 1 && i < COUNT_OF(places); i++)
            finds_place(t, places[i], (i + page) % FINDS_WHO_MAX);
        finds_page(t, page);
    }
    const struct finds_page *next = finds_end(t);
    for (unsigned page = 0; page < 3; page++) {
        assert_true(finds_open(&next, page, &r));
        for (unsigned i = 0; page != 1 && i < COUNT_OF(places); i++) {
            assert_false(finds_next(&r, places[i], &at, &who));
            assert_true(finds_next(&r, places[i] + 1, &at, &who));
            assert_int_equal(at, places[i]);
            assert_int_equal(who, (i + page) % FINDS_WHO_MAX);
        }
        assert_false(finds_next(&r, FINDS_PAGE, &at, &who));
    }
    assert_false(finds_open(&next, 3, &r));
    finds_room_free(room);
}

static void test_a_page_with_another_hash_is_unknown_and_the_next_one_is_not(void **state)
{
    struct finds_room *room = finds_room_new(ROOM);
    struct finds_taker *t = finds_start(room);
    struct finds_reader r;

    (void)state;
    finds_page(t, 7);
    finds_page(t, 8);
    const struct finds_page *next = finds_end(t);
    assert_false(finds_open(&next, 9, &r));
    assert_true(finds_open(&next, 8, &r));
    finds_room_free(room);
}

static void test_more_places_than_a_page_may_have_make_it_unknown(void **state)
{
    struct finds_room *room = finds_room_new(ROOM);
    struct finds_taker *t = finds_start(room);
    struct finds_reader r;
    size_t at;
    unsigned who;

    (void)state;
    for (size_t i = 0; i < FINDS_PAGE; i++)
        finds_place(t, i, 0);
    finds_page(t, 1);
    finds_place(t, 5, 3);
    finds_page(t, 2);
    const struct finds_page *next = finds_end(t);
    assert_false(finds_open(&next, 1, &r));
    assert_true(finds_open(&next, 2, &r));
    assert_true(finds_next(&r, FINDS_PAGE, &at, &who));
    assert_true(at == 5 && who == 3);
    finds_room_free(room);
}

static void test_a_room_that_is_full_ends_the_pages(void **state)
{
    struct finds_room *room = finds_room_new(200);
    struct finds_taker *t = finds_start(room);
    struct finds_reader r;
    unsigned known = 0;

    (void)state;
    for (unsigned page = 0; page < 100; page++) {
        finds_place(t, 1, 1);
        finds_page(t, page);
    }
    const struct finds_page *next = finds_end(t);
    for (unsigned page = 0; page < 100; page++)
        known += finds_open(&next, page, &r);
    assert_true(known > 0 && known < 20);
    finds_room_free(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_come_back_in_order_page_by_page),
        cmocka_unit_test(test_a_page_with_another_hash_is_unknown_and_the_next_one_is_not),
        cmocka_unit_test(test_more_places_than_a_page_may_have_make_it_unknown),
        cmocka_unit_test(test_a_room_that_is_full_ends_the_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
