#!/bin/bash
# test_record.sh - casepack record: a machine written down, given back, and safe to hand on.
#
# CASEPACK names the program; the machine is a made-up one of machine.py.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work
unset LANG LANGUAGE LC_MESSAGES
mkdir -p "$HOME" "$work/back" "$work/one" "$work/two"
passed=0 failed=0

holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "FAILED: $what"
        head -n 20 "$work/said"
    fi
}
lacks() { # lacks WHAT COMMAND... - it fails, or finds nothing
    local what=$1
    shift
    holds "$what" bash -c '! "$@"' - "$@"
}
run() { "$casepack" "$@" --key-dir "$work/keys"; }
verdicts() { # verdicts ROOT - rule, verdict and reason of each check
    run check --root "$1" --json | python3 -c '
import json, sys
for f in json.load(sys.stdin)["findings"]:
    print(f["rule"], f["verdict"], f["reason"])'
}
bundle() { # bundle ROOT OUT - a bundle of a recorded machine
    run collect --yes --root "$1" --date 2026-01-02 --out "$2" --format dir >/dev/null
}

python3 "$here/machine.py" "$work/pc" serial=PF3X9KQ7 board_serial=
holds "a recording is made" run record "$work/pc.tar" --root "$work/pc"
holds "any tar reads it" tar -xf "$work/pc.tar" -C "$work/back"
holds "owned by nobody, of no time" bash -c \
    "tar -tvf '$work/pc.tar' | grep -vE ' 0/0 +[0-9]+ 1970-01-01 ' | { ! grep -q .; }"
holds "facts and table, no log" test "$(cd "$work/back" && find . -type f | sort | xargs)" = \
    "./facts.json ./smbios.bin"

verdicts "$work/pc" >"$work/before"
verdicts "$work/back" >"$work/after"
holds "there are verdicts" grep -q "^102 must-fix" "$work/before"
holds "the same verdicts, for the same reasons" cmp "$work/before" "$work/after"
for value in PF3X9KQ7 $(sed -n 's/.*\b\(pc[0-9a-z]*\)$/\1/p' "$work/pc/etc/hostname"); do
    lacks "no $value in it" grep -rqaiF "$value" "$work/back"
done

run record "$work/again.tar" --root "$work/pc"
holds "the same machine gives the same recording" cmp "$work/pc.tar" "$work/again.tar"
bundle "$work/back" "$work/one"
bundle "$work/back" "$work/two"
holds "a recording gives a bundle" test -s "$(echo "$work"/one/*/facts.json)"
holds "and the same one again" diff -r "$work/one" "$work/two" -x sig -x release.txt -x '*.ok' \
    -x case.txt -x 'MANIFEST*' -x index.tsv

lacks "nothing is written over" run record "$work/pc.tar" --root "$work/pc"
run record "$work/pc.tar" --root "$work/pc" 2>"$work/err"
holds "and it says so" grep -q "^casepack: E1005 " "$work/err"
lacks "a file is wanted" run record
lacks "no folder is made" run record "$work/none/x.tar" --root "$work/pc"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
