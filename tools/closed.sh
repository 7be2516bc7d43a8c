#!/bin/bash
# closed.sh PROGRAM - fails, and says by what, when PROGRAM could reach a network, start a program
# or load code.
#
# The released program carries its libraries and the C library: what it has no symbol of is not in
# it. On x86-64 its system calls are read from the code too, `mov $NUMBER,%eax` before `syscall`.
# Threads need clone; the name is allowed, its use for new programs ends at exec.
set -u
program=$1

network='socket(pair)?|connect|bind|listen|accept4?|send(to|m?msg)?|recv(from|m?msg)?|getaddrinfo|gethostby.*|getnameinfo|res_.*|nss_.*'
programs='system|popen|exec[lv].*|execve(at)?|fexecve|v?fork|Fork|posix_spawn(p|i)?|ptrace'
code='dlm?open|dlv?sym|dl_open|dlopen_mode'

symbols() {
    nm "$program" | sed 's/.* //; s/@.*//' | sort -u
}
symbols | grep -qx main || { echo "$program: its symbols cannot be read"; exit 1; }
found=$(symbols | grep -xE "(_|__|__libc_|__GI_)?($network|$programs|$code)")

# 41-55 socket to getsockopt, 57-59 fork, vfork, execve, 101 ptrace, 288 accept4, 299 recvmmsg,
# 307 sendmmsg, 322 execveat, 425-427 io_uring
calls() {
    objdump -d --no-show-raw-insn "$program" | awk '
        /^[0-9a-f]+ </ { name = $2; number = -1 }
        /mov +\$0x[0-9a-f]+,%eax$/ { number = $NF; sub(/.*\$0x/, "", number); sub(/,.*/, "", number) }
        /[ \t]syscall *$/ { print number, name; number = -1 }'
}
if [ "$(uname -m)" = x86_64 ]; then
    all=$(calls)
    [ "$(wc -l <<<"$all")" -gt 50 ] || { echo "$program: its system calls cannot be read"; exit 1; }
    found+=$(while read -r number name; do
        [ "$number" = -1 ] && continue
        case $((16#$number)) in
        4[1-9] | 5[0-57-9] | 101 | 288 | 299 | 307 | 322 | 42[5-7]) echo; echo "system call $((16#$number)) in $name" ;;
        esac
    done <<<"$all")
fi
[ -z "$found" ] || { echo "$found"; exit 1; }
