/* providers_windows.c - who may answer where casepack runs on Windows: a mounted volume of another
 * Windows is read from Linux only. */
#include "collect/provider.h"

const struct provider *const providers[] = {&provider_dump, &provider_recorded,
                                            &provider_windows, &provider_linux};
