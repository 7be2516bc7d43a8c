#!/bin/bash
# casepack.exe under Wine beside the program of this machine: the same recorded machine, the same
# words, the same bytes.
set -u
native=${CASEPACK:-build/release/casepack}
exe=${CASEPACK_EXE:-build/win/casepack.exe}
passed=0 failed=0
if ! command -v wine >/dev/null || [ ! -e "$exe" ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
export WINEPREFIX=${WINEPREFIX:-$PWD/build/wine} WINEDEBUG=-all LC_ALL=C.UTF-8
mkdir -p "$WINEPREFIX"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo correct-horse-battery >"$work/pass"

check() { # check SENTENCE COMMAND...
    if "${@:2}" >"$work/said" 2>&1; then
        passed=$((passed + 1))
        echo "ok    $1"
    else
        failed=$((failed + 1))
        echo "FAIL  $1"
        head -n 20 "$work/said"
    fi
}
windows() { wine "$exe" "$@" 2>"$work/stderr"; }
same() { # same ARGS... - both say the same on stdout and end alike
    "$native" "$@" >"$work/native.out" 2>/dev/null
    local native_rc=$?
    windows "$@" >"$work/windows.out"
    local rc=$?
    [ $rc = $native_rc ] || { echo "exit $rc, not $native_rc"; cat "$work/stderr"; return 1; }
    diff "$work/native.out" "$work/windows.out"
}
# Each program with its own copy of one key folder, so that the numbers of bundles agree.
collect() { # collect FOLDER MACHINE FORMAT PROGRAM...
    local to=$work/$1 machine=$2 format=$3
    rm -rf "$to" && mkdir -p "$to/out" && cp -r "$work/keys" "$to/keys"
    "${@:4}" collect --root "$machine" --key-dir "$to/keys" --passphrase-file "$work/pass" \
        --date 2026-01-02 --case CAS-00000-A0B0C0 --format "$format" --lang en --yes \
        --out "$to/out" >"$to/said" 2>"$to/stderr"
    [ $? -le 1 ] || { cat "$to/stderr"; return 1; }
}
same_bundle() { # same_bundle MACHINE FORMAT
    collect native "$1" "$2" "$native" && collect windows "$1" "$2" wine "$exe" &&
        diff -r "$work/native/out" "$work/windows/out"
}
verifies() { windows verify --key-dir "$work/keys" "$(echo "$work"/windows/out/*.zip)"; }
wrong_is_refused() {
    local bundle
    bundle=$(echo "$work"/windows/out/*.zip)
    printf 'X' | dd of="$bundle" bs=1 seek=100 conv=notrunc status=none
    windows verify --key-dir "$work/keys" "$bundle"
    [ $? = 4 ]
}
redacts_alike() {
    printf 'host pc-17 at 10.1.2.3, mac 02:00:5e:10:00:01\r\n' >"$work/in.log"
    head -c 32 /dev/zero >"$work/site.key"
    rm -f "$work/a.log" "$work/b.log"
    "$native" redact --site-key "$work/site.key" "$work/in.log" "$work/a.log" >/dev/null 2>&1
    windows redact --site-key "$work/site.key" "$work/in.log" "$work/b.log" >/dev/null
    diff "$work/a.log" "$work/b.log" && [ -s "$work/b.log" ]
}

"$native" key new --key-dir "$work/keys" --passphrase-file "$work/pass" >/dev/null 2>&1
# The first run makes the key of the aliases.
collect first tests/machines/desktop-sata.tree dir "$native" && cp "$work"/first/keys/alias.key "$work/keys/"
check "both say the same version" same --version
check "both list the same checks" same list --json
check "both judge a recorded machine alike" same check --root tests/machines/desktop-sata.tree --json
check "both judge a machine on a stick alike" same check --root tests/machines/usb-boot.tree --json
check "both say a code in the same words" same decode 0:11211 --json
check "the zip of a recorded machine is the same, byte for byte" \
    same_bundle tests/machines/desktop-sata.tree zip
check "Windows verifies what it wrote" verifies
check "a bundle with one byte changed is refused" wrong_is_refused
check "the tar.zst of a recorded machine is the same, byte for byte" \
    same_bundle tests/machines/luks-lvm.tree tar.zst
check "a line is redacted to the same bytes" redacts_alike
echo "$passed passed, $failed failed"
