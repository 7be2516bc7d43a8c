#!/bin/bash
# test_closed.sh - the released program is one file: it needs no other, and no way out of the
# machine is linked into it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
. tests/support/commands.sh

if ! readelf -lW "$casepack" | grep -qE '^ +TLS ' || readelf -lW "$casepack" | grep -q ' INTERP '; then
    echo "0 passed, 0 failed, 1 skipped" # under sanitizers and such libraries are shared
    exit 0
fi

# ---- no network, no programs, no code from elsewhere; what looks for them does find them
holds "nothing in it opens a socket, starts a program or loads code" tools/closed.sh "$casepack"
built() { # built NAME BODY - a static program that does BODY
    printf '#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <sys/socket.h>\n#include <unistd.h>\nint main(void) { %s }\n' \
        "$2" >"$work/$1.c"
    gcc -static -w -o "$work/$1" "$work/$1.c" 2>/dev/null
}
found() { # found WHAT PATTERN NAME BODY - closed.sh refuses the program, and says why
    built "$3" "$4"
    tools/closed.sh "$work/$3" >"$work/out" 2>"$work/err" && : >"$work/out"
    says "$1" "$2"
}
found "a socket is found" '^_*socket$' socket 'return socket(AF_INET, SOCK_STREAM, 0);'
found "a new program is found" '^_*execve$' exec 'return execv("/bin/sh", 0);'
found "a loaded library is found" '^_*dlopen$' load 'return !dlopen("x.so", RTLD_NOW);'
if [ "$(uname -m)" = x86_64 ]; then
    found "a socket without a name is found" '^system call 41 ' bare \
        '__asm__("mov $41, %%eax; syscall" ::: "rax", "rcx", "r11"); return 0;'
fi

# ---- one file: what the loader would load, and a place where there is nothing else
holds "it asks for no library" eval '! readelf -dW "$casepack" | grep -q NEEDED'
holds "no page is both written and run" eval '! readelf -lW "$casepack" | grep -q " RWE "'
holds "it lies at another address at each start" eval 'readelf -hW "$casepack" | grep -q "Type: *DYN"'
if [ "$(id -u)" = 0 ]; then
    mkdir "$work/alone"
    cp "$casepack" "$work/alone/casepack"
    printf 'system.serial\tTo be filled by O.E.M.\n' >"$work/alone/values"
    alone() { chroot "$work/alone" /casepack "$@" >"$work/out" 2>"$work/err" </dev/null; }
    alone judge /values
    says "it judges where there is no other file" 'placeholder'
    alone list --lang zh
    says "and speaks Chinese there" '整机序列号'
    printf 'at 10.20.30.40\n' >"$work/alone/in.log"
    alone redact /in.log /out
    holds "and redacts there" grep -qE '^at 10\.' "$work/alone/out"
    lacks "so that nothing stays" grep -q 10.20.30.40 "$work/alone/out"
    mkdir -p "$work/alone/lib/terminfo/x"
    cp /lib/terminfo/x/xterm "$work/alone/lib/terminfo/x"
    TERM=xterm timeout 20 script -qc "chroot $work/alone /casepack --lang zh" /dev/null </dev/null \
        >"$work/out" 2>"$work/err"
    says "without a locale that can, the wizard goes line by line" '逐行方式'
fi
finish
