# casepack - one Makefile for everything; `make help` lists what it can do.

SHELL := /bin/bash
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc) # -jN on the command line wins
endif

# ---- what to build with --------------------------------------------------------------------
ifeq ($(origin CC),default)
CC := $(if $(filter clang fuzz,$(VARIANT)),clang,gcc)
endif
# What runs on this machine while building.
BUILD_CC := $(CC)
# release, asan, cov, clang, fuzz, win; each has its own build/VARIANT.
VARIANT ?= release
B := build/$(VARIANT)
V ?= 0
Q := $(if $(filter 0,$(V)),@)
prefix ?= /usr/local
VERSION := 0.1.0
# DEV=1 turns warnings into errors.

STD := -std=c11 -D_XOPEN_SOURCE=700 -D_FILE_OFFSET_BITS=64
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Wwrite-strings $(if $(DEV),-Werror)
HARDEN := -fstack-protector-strong -fPIE $(if $(filter release,$(VARIANT)),-D_FORTIFY_SOURCE=2)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT.release := -O2 -g
OPT.asan := -O1 -g $(SANITIZE)
OPT.fuzz := -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
OPT.cov := -O0 -g --coverage
OPT := $(or $(OPT.$(VARIANT)),-O1 -g)
PKGS := libarchive libzstd zlib libgcrypt jansson libcyaml yaml-0.1 libutf8proc ncursesw \
	qrcodegen libpcre2-8 hivex libevtx libbfio sqlite3
LIBS = $(shell pkg-config --libs $(PKGS)) -lm -lpthread
# The released program is one file that carries its libraries, the C library too: it starts at
# once, and moves on a USB drive to a machine that has none of them. What could open a socket or
# load code stays out (base/closed_linux.c).
SHUT := $(shell sed -n 's/^SHUT.\([a-z_]*\),.*/\1/p' base/closed_linux.c) \
	iconv_open iconv iconv_close
PROGRAM_LIBS.release = $(B)/base/closed_linux.o $(B)/base/iconv_linux.o \
	$(SHUT:%=-Wl,--wrap=%) -Wl,--gc-sections -larchive -lzstd -lz -lbz2 -llzma -lpcre2-8 \
	-ljansson -lcyaml -lyaml -lutf8proc -lncursesw -ltinfo -lsqlite3 -lhivex -levtx -lbfio \
	-lqrcodegen -lgcrypt -lgpg-error -lm
PROGRAM_LIBS = $(or $(PROGRAM_LIBS.$(VARIANT)),$(LIBS))

CFLAGS = $(STD) $(WARN) $(HARDEN) $(OPT) -I. -I$(B) -include base/banned.h \
	-DCASEPACK_VERSION='"$(VERSION)"'
LDFLAGS = $(OPT) -pie -Wl,-z,relro,-z,now
# Addresses in their short form, constants beside the code (neither can be written): a start reads
# and maps less.
PROGRAM_LDFLAGS.release = $(LDFLAGS:-pie=-static-pie) -Wl,-z,pack-relative-relocs \
	-Wl,-z,noseparate-code
PROGRAM_LDFLAGS = $(or $(PROGRAM_LDFLAGS.$(VARIANT)),$(LDFLAGS))

# Files of other systems, and folders of this one; VARIANT=win has its own.
ELSEWHERE := %_windows.c
PLATFORM_FOLDERS := collect/offline
ifeq ($(VARIANT),win)
include packaging/windows/windows.mk
endif

# ---- sources: every .c of a folder ----------------------------------------------------------
FOLDERS := base facts collect collect/linux $(PLATFORM_FOLDERS) check redact bundle flow desk tui cli
SRC := $(filter-out $(ELSEWHERE),$(foreach d,$(FOLDERS),$(wildcard $(d)/*.c)))
LIB_SRC := $(filter-out cli/main.c,$(SRC))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(B)/embed.o $(B)/gb18030_tables.o
LIB := $(B)/libcasepack.a
PROGRAM := $(B)/casepack$(EXE)
TEST_SRC := $(filter-out $(ELSEWHERE),$(wildcard tests/*/test_*.c))
TEST_HELP_SRC := $(filter-out $(ELSEWHERE),$(wildcard tests/support/*.c))
TESTS := $(TEST_SRC:%.c=$(B)/%$(EXE))
# Programs that a script of the tests calls.
TEST_TOOLS := $(patsubst %.c,$(B)/%$(EXE),$(filter-out $(ELSEWHERE),$(wildcard tests/*/tool_*.c)))
TEST_HELP_OBJ := $(TEST_HELP_SRC:%.c=$(B)/%.o)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
FUZZERS := $(FUZZ_SRC:%.c=$(B)/%)
# The desk's own program has the driver of a database server too, and so sockets.
DESK_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard desk/pq/*.c)) $(B)/desk/pq/sandbox_linux.o
DESK_PROGRAM := $(B)/casepack-desk
DESK_TESTS := $(B)/tests/desk/store_server $(B)/tests/bench/bench_intake_server
BENCHES := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/bench_*.c)) $(B)/tests/bench/bench_intake_server
TEMPLATES := $(shell find templates -type f 2>/dev/null | LC_ALL=C sort)
MO := $(B)/po/zh_CN.mo

##@ Use
help: ## this list
	@awk 'BEGIN{FS=":.*## "} /^##@ /{printf "\n%s\n",substr($$0,5)} \
	/^[a-z-]+:.*## /{printf "  make %-14s %s\n",$$1,$$2}' $(MAKEFILE_LIST)

deps: ## install what is missing (packaging/debian-packages)
	$(Q)tools/deps.sh packaging/debian-packages

all: deps ## build the program
	$(Q)$(MAKE) --no-print-directory program

run: all ## the main job: the wizard on a terminal, the same job headless without one
	$(Q)tools/run.sh $(PROGRAM)

test: all ## build and pass all tests
	$(Q)$(MAKE) --no-print-directory tests
	$(Q)$(MAKE) --no-print-directory VARIANT=asan fuzzers
	$(Q)$(MAKE) --no-print-directory win-if-possible
	$(Q)tools/test.sh $(B)

desk: deps ## build/casepack-desk: the program with PostgreSQL, for a desk of many agents
	$(Q)$(MAKE) --no-print-directory $(DESK_PROGRAM)
	$(Q)ln -sfn $(VARIANT)/casepack-desk build/casepack-desk

install: all ## install into $(prefix)
	$(Q)install -D -m 755 $(PROGRAM) $(DESTDIR)$(prefix)/bin/casepack
	$(Q)install -D -m 644 docs/casepack.1 $(DESTDIR)$(prefix)/share/man/man1/casepack.1

##@ Windows
win-deps: deps ## install what the Windows build and its tests need
	$(Q)tools/deps.sh packaging/debian-packages-windows

win: win-deps ## build/win/casepack.exe, one file that needs nothing
	$(Q)$(MAKE) --no-print-directory VARIANT=win libraries
	$(Q)$(MAKE) --no-print-directory VARIANT=win program

# For the short tests of `make test`; without the cross compiler or Wine they say that they skip.
win-if-possible:
	$(Q)if command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc >/dev/null && dpkg -s libgcrypt-mingw-w64-dev >/dev/null 2>&1 && \
		$(MAKE) --no-print-directory VARIANT=win libraries; then \
		$(MAKE) --no-print-directory VARIANT=win program; else \
		echo "  no casepack.exe here: make win-deps installs what it needs"; fi

test-win: all win ## the tests under Wine: the same results as here, the same bytes, the wizard
	$(Q)$(MAKE) --no-print-directory tests
	$(Q)$(MAKE) --no-print-directory VARIANT=win unit-tests
	$(Q)SUITES="$(wildcard tests/windows/*_*.sh)" tools/test.sh build/release

dist-win: win ## the folder for a USB drive; MINISIGN_KEY=FILE signs, TRUSTED_KEYS=FILES go with it
	$(Q)packaging/windows/dist.sh build/win/casepack.exe build/windows-libraries/current \
		build/dist/casepack-$(VERSION)-windows

##@ Work on it
lint: deps ## format, floors, headers, banned functions, translations, cppcheck, clang
	$(Q)tools/lint.sh

format: ## let clang-format lay the sources out
	$(Q)clang-format -i $$(git ls-files -co --exclude-standard '*.c' '*.h')

bench: all ## measure beside peers, print a table
	$(Q)$(MAKE) --no-print-directory $(BENCHES) $(B)/tests/bundle/test_spoken_mistakes
	$(Q)tests/bench/bench.sh $(PROGRAM)

asan: deps ## all tests under address and undefined behaviour sanitizers
	$(Q)$(MAKE) --no-print-directory VARIANT=asan tests program
	$(Q)WALK_SEEDS=10 tools/test.sh build/asan unit

fuzz: deps ## libFuzzer under sanitizers, SECONDS_EACH=600 a target
	$(Q)$(MAKE) --no-print-directory VARIANT=asan fuzzers
	$(Q)$(MAKE) --no-print-directory VARIANT=fuzz fuzzers
	$(Q)tools/fuzz.sh $(or $(SECONDS_EACH),600)

cov: deps ## line coverage of the unit tests and of the commands
	$(Q)$(MAKE) --no-print-directory VARIANT=cov tests program
	-$(Q)tools/test.sh build/cov unit
	-$(Q)ONLY='*/test_cli.sh' tools/test.sh build/cov >build/cov/cli.txt 2>&1
	$(Q)tools/cov.sh build/cov

golden-update: ## write the wizard's golden screens anew; the review is a git diff
	$(Q)$(MAKE) --no-print-directory $(B)/tests/tui/test_screens
	$(Q)GOLDEN_UPDATE=1 $(B)/tests/tui/test_screens

guide: all ## write docs/walkthrough.md from the real screens
	$(Q)tools/guide.sh $(PROGRAM)

screenshot: all ## write docs/compare.png: the desk's comparison as chromium shows it
	$(Q)tools/screenshot.sh $(PROGRAM) docs/compare.png

clean: ## remove everything that was built
	$(Q)rm -rf build

po: ## take new texts into po/zh_CN.po
	$(Q)tools/po.sh

# ---- how it is built ------------------------------------------------------------------------
program: $(PROGRAM)
tests: unit-tests $(DESK_PROGRAM) $(DESK_TESTS) $(BENCHES)
unit-tests: $(TESTS) $(TEST_TOOLS) $(PROGRAM)
	@echo $(TESTS) >$(B)/tests/list
fuzzers: $(FUZZERS)
flags: # what a source is compiled with, for tools/lint.sh
	@: $(info $(CFLAGS))

# Rewritten only when it says something new: another compiler or flag rebuilds everything, a
# source or template that went away rebuilds what held it.
define STAMP
$(CC) $(CFLAGS) $(LDFLAGS)
$(LIB_OBJ) $(TEMPLATES)
endef
$(B)/stamp: FORCE
	$(shell mkdir -p $(@D))$(file >$@.new,$(STAMP))
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# What is released goes without what debuggers read, which stays beside it; so it is also written
# in one go and starts faster than what ld wrote here and there.
$(PROGRAM): $(B)/cli/main.o $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(PROGRAM_LDFLAGS) -o $@ $^ $(PROGRAM_LIBS)
	$(Q)$(if $(filter release,$(VARIANT)),mv $@ $@.debug && strip --strip-debug -o $@ $@.debug && \
		ln -sfn $(VARIANT)/casepack build/casepack)

# What comes before the library takes the place of its drivers and its sandbox.
$(DESK_PROGRAM): $(B)/cli/main.o $(DESK_OBJ) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(shell pkg-config --libs libpq)

$(DESK_TESTS): $(B)/tests/%_server: $(DESK_OBJ) $(TEST_HELP_OBJ) $(LIB)
$(B)/tests/desk/store_server: $(B)/tests/desk/test_store.o
$(B)/tests/bench/bench_intake_server: $(B)/tests/bench/bench_intake.o
$(DESK_TESTS):
	@echo "  LD      $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) -lcmocka $(LIBS) $(shell pkg-config --libs libpq)

$(LIB): $(LIB_OBJ)
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# Files for one platform may use its own interfaces.
$(B)/base/%_linux.o $(B)/collect/linux/%.o $(B)/collect/offline/%.o: STD += -D_GNU_SOURCE

# A table is decoded by thousands of calls of small functions, and so is a log looked at.
$(B)/facts/smbios_%.o $(B)/collect/smbios_%.o $(B)/redact/look_%.o $(B)/redact/match%.o \
$(B)/redact/take_%.o $(B)/redact/label.o $(B)/redact/value.o $(B)/redact/scan.o: \
	private OPT += $(if $(filter release,$(VARIANT)),-O3)
# Half a minute goes for where its variables are, beside the sanitizers' own.
$(B)/redact/look_x86.o: private OPT += $(if $(filter asan,$(VARIANT)),-fno-var-tracking)

$(DESK_OBJ): STD += $(shell pkg-config --cflags libpq)

$(B)/%.o: %.c $(B)/stamp
	@echo "  CC      $<"
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/embed.o $(B)/gb18030_tables.o: $(B)/%.o: $(B)/%.c
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(B)/embed.c: $(B)/tools/embed $(TEMPLATES) $(MO) $(B)/stamp
	@echo "  EMBED   $@"
	$(Q)$(B)/tools/embed $@ $(foreach t,$(TEMPLATES),$(t:templates/%=%)=$(t)) po/zh_CN.mo=$(MO)

$(B)/gb18030_tables.c: $(B)/tools/gb18030
	@echo "  TABLES  $@"
	$(Q)$< $@

$(B)/tools/%: tools/%.c
	@mkdir -p $(@D)
	$(Q)$(BUILD_CC) -std=c11 -O1 -Wall -Wextra -I. -o $@ $<

# The sandbox's filter for the kernel is made once, at build time; the desk's own program may
# also ask a server.
$(B)/tools/seccomp: tools/seccomp.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 -Wall -Wextra -o $@ $< -lseccomp
$(B)/seccomp_filter.h: $(B)/tools/seccomp
	$(Q)$< $@
$(B)/desk/pq/seccomp_filter.h: $(B)/tools/seccomp
	@mkdir -p $(@D)
	$(Q)$< $@ client
$(B)/base/sandbox_linux.o: $(B)/seccomp_filter.h
$(B)/desk/pq/sandbox_linux.o: STD += -D_GNU_SOURCE -I$(B)/desk/pq
$(B)/desk/pq/sandbox_linux.o: base/sandbox_linux.c $(B)/desk/pq/seccomp_filter.h $(B)/stamp
	@echo "  CC      $< (client)"
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

$(MO): po/zh_CN.po
	@mkdir -p $(@D)
	$(Q)msgfmt -c -o $@ $<

$(B)/tests/%$(EXE): $(B)/tests/%.o $(TEST_HELP_OBJ) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(LDFLAGS) $(WRAP) -o $@ $^ -lcmocka $(LIBS)

# What these tests break.
$(B)/tests/flow/test_sabotage$(EXE): private WRAP := \
	-Wl,--wrap=redactor_replace,--wrap=encoding_guess,--wrap=encoding_of_line
$(B)/tests/fault/test_tree_faults: private WRAP := \
	-Wl,--wrap=open64,--wrap=openat64,--wrap=write

# With libFuzzer a target finds its own inputs; everywhere else driver.c mutates its seeds.
FUZZ_MAIN := $(if $(filter fuzz,$(VARIANT)),,$(B)/tests/fuzz/driver.o)
$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(FUZZ_MAIN) $(TEST_HELP_OBJ) $(LIB)
	@echo "  LD      $@"
	$(Q)$(CC) $(LDFLAGS) $(if $(FUZZ_MAIN),,-fsanitize=fuzzer) -o $@ $^ -lcmocka $(LIBS)

.PHONY: FORCE help deps all run test desk install lint format bench asan fuzz cov golden-update guide screenshot clean po \
	program tests unit-tests fuzzers flags win win-deps win-if-possible test-win dist-win
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
