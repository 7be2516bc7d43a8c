/* win32.h - the system's own headers, for files that only Windows builds.
 *
 * The Makefile includes this before those files, and before base/banned.h: the system's headers
 * mention what is banned in ours. */
#ifndef CASEPACK_BASE_WINDOWS_WIN32_H
#define CASEPACK_BASE_WINDOWS_WIN32_H

/* Each wants the one before it. */
/* clang-format off */
#include <winsock2.h>
#include <windows.h>
#include <ws2ipdef.h>

#include <bcrypt.h>
#include <cfgmgr32.h>
#include <devpropdef.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <ntddstor.h>
#include <setupapi.h>
#include <shellapi.h>
#include <winevt.h>
#include <winioctl.h>
/* clang-format on */

#undef ERROR /* a name of ours: base/errors.def */

#endif
