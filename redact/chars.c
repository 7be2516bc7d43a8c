/* chars.c - which classes an ASCII character belongs to. */
#include "redact/chars.h"

#define D CHAR_DIGIT
#define H (CHAR_ALPHA | CHAR_HEX_ALPHA)
#define A CHAR_ALPHA
#define U CHAR_LINE
/* clang-format off */
const uint8_t char_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, H, H, H, H, H, H, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, U,
    0, H, H, H, H, H, H, A, A, A, A, A, A, A, A, A,
    A, A, A, A, A, A, A, A, A, A, A, 0, 0, 0, 0, 0,
};
/* clang-format on */
