/* tool_volume.c - makes the system disk of a CMGE machine: tool_volume DIR; tool_volume never lists
 * what on it must never be opened. */
#include "tests/support/check.h"

#include "tests/support/volume_kit.h"

static void list_never(void)
{
    for (size_t i = 0; volume_kit_never[i]; i++)
        puts(volume_kit_never[i]);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "never") == 0)
        list_never();
    else if (argc == 2)
        volume_kit(argv[1]);
    return argc == 2 ? 0 : 2;
}
