/* platform.h - which system this program was built for, as a value to ask about. */
#ifndef CASEPACK_BASE_PLATFORM_H
#define CASEPACK_BASE_PLATFORM_H

#ifdef _WIN32
#define PLATFORM_IS_WINDOWS 1
#else
#define PLATFORM_IS_WINDOWS 0
#endif

#endif
