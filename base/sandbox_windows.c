/* sandbox_windows.c - what Windows has of a sandbox for a program without rights to give up.
 *
 * A job that holds one process refuses any other, and libraries load from the system's folder
 * only. There is no filter of system calls: that no socket is opened rests on none being linked,
 * which tests/windows/test_imports.sh reads from the program file. */
#include "base/sandbox.h"

static bool allow_one_process(void)
{
    JOBOBJECT_BASIC_LIMIT_INFORMATION limit = {.LimitFlags = JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
                                               .ActiveProcessLimit = 1};
    HANDLE job = CreateJobObjectW(NULL, NULL); /* lives as long as the process */

    return job &&
           SetInformationJobObject(job, JobObjectBasicLimitInformation, &limit, sizeof limit) &&
           AssignProcessToJobObject(job, GetCurrentProcess());
}

bool sandbox_enter(struct err *err)
{
    (void)err;
    (void)SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
    /* Before Windows 8 a job inside another was refused: nothing is lost that we rely on. */
    (void)allow_one_process();
    return true;
}
