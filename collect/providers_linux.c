/* providers_linux.c - who may answer where casepack runs on Linux. */
#include "collect/provider.h"

const struct provider *const providers[] = {&provider_dump, &provider_recorded,
                                            &provider_volume, &provider_linux};
