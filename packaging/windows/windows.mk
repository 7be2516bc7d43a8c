# windows.mk - what differs when VARIANT=win: the Makefile includes it before its rules.

# Tests of what Windows has not: processes that are cut off, links and pipes as files, rights by
# mode, a mounted volume, a database; and programs for scripts of this machine.
TESTS_ELSEWHERE := $(addprefix tests/,base/test_anycase.c base/test_fs.c base/test_iconv.c base/test_sandbox.c \
	bundle/test_core.c bundle/test_hostile_folder.c bundle/test_write_faults.c \
	collect/test_offline.c desk/test_store.c \
	fault/test_power_cut.c fault/test_tree_faults.c tui/test_offline.c \
	bundle/tool_foreign.c collect/tool_volume.c support/hive_kit.c support/volume_kit.c)

WIN_HOST := x86_64-w64-mingw32
CC := $(if $(shell command -v ccache),ccache )$(WIN_HOST)-gcc
AR := $(WIN_HOST)-ar
EXE := .exe
ELSEWHERE := %_linux.c %/term_curses.c %/drivers.c %/sql_sqlite.c $(TESTS_ELSEWHERE)
PLATFORM_FOLDERS := collect/windows

# The libraries that Debian has no package of, built once for each state of the script, the
# compiler and Debian's own two packages.
WIN_KEY := $(shell { cat packaging/windows/libraries.sh; $(WIN_HOST)-gcc -v; \
	dpkg-query -W -f '$${Version}\n' libz-mingw-w64-dev libgcrypt-mingw-w64-dev; } 2>&1 | \
	sha256sum | cut -c1-12)
WIN_LIBS := build/windows-libraries/current
libraries: build/windows-libraries/$(WIN_KEY)/versions
	$(Q)ln -sfn $(WIN_KEY) $(WIN_LIBS)
build/windows-libraries/$(WIN_KEY)/versions:
	$(Q)packaging/windows/libraries.sh $(@D)

# Windows 8 is the oldest system that this asks for; every path goes through UTF-16.
STD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -D_WIN32_WINNT=0x0602 -DUNICODE -D_UNICODE \
	-D__USE_MINGW_ANSI_STDIO=1 -DLIBARCHIVE_STATIC -DGPG_ERROR_STATIC -DUTF8PROC_STATIC -DPCRE2_STATIC
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -include base/posix_windows.h \
	-Ibase/windows -isystem $(WIN_LIBS)/include
OPT := -O2 -g1 -ffunction-sections -fdata-sections
LIBS := $(B)/base/no_socket_windows.o -L$(WIN_LIBS)/lib -larchive -lzstd -lz -lbz2 -llzma -lgcrypt -lgpg-error -ljansson -lcyaml -lyaml \
	-lutf8proc -lpcre2-8 -lqrcodegen -lsetupapi -lcfgmgr32 -liphlpapi -lwevtapi -lbcrypt -ladvapi32 -lshell32 \
	-lpthread
PROGRAM_LIBS := $(LIBS)
# One file that needs nothing: addresses differ at each start, data is not run.
LDFLAGS := -static -fstack-protector-strong -Wl,--gc-sections -Wl,--dynamicbase,--high-entropy-va,--nxcompat -Wl,-s

# Files for Windows alone see its headers first; libarchive's header includes them.
$(B)/base/%_windows.o $(B)/collect/windows/%.o $(B)/tui/%_windows.o $(B)/tests/%_windows.o $(B)/redact/%_windows.o $(B)/redact/container.o \
	$(B)/tests/support/archive_kit.o \
	$(addprefix $(B)/bundle/,write_archive.o write_tar.o write_iso.o read_any.o): HARDEN := \
	-include base/windows/win32.h $(HARDEN)
