/* system_linux.c - how a program starts and where its own files lie. */
#include "base/system.h"

#ifdef __x86_64__
#include <sys/platform/x86.h>
#endif

void system_start(int *argc, char ***argv)
{
    (void)argc, (void)argv; /* what a terminal says is UTF-8 */
}

bool system_data_dir(struct buf *out, struct err *err)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

    /* The XDG specification: a path that is not absolute is to be ignored. */
    if (data && data[0] == '/')
        buf_printf(out, "%s/casepack", data);
    else if (home && home[0] == '/')
        buf_printf(out, "%s/.local/share/casepack", home);
    else
        return err_set(err, E_VALUE, "%s", "HOME");
    return !buf_failed(out) || err_set(err, E_VALUE, "%s", "HOME");
}

/* As the C library has found out already. The compiler's own way asks the processor once more at
 * each start, which takes long in a guest. */
#ifdef __x86_64__
#define HAS(feature) CPU_FEATURE_ACTIVE(feature)
#else
#define HAS(feature) false
#endif

bool system_has_avx2(void)
{
    return HAS(AVX2) && HAS(BMI1) && HAS(POPCNT);
}

bool system_has_avx512bw(void)
{
    return HAS(AVX512BW) && system_has_avx2();
}
