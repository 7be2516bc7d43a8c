# wine.sh - what the scripts of this folder share; they source it.
#
# casepack.exe and casepack of this machine side by side, in a folder that goes away. Wine has its
# own prefix below build/, made at the first run; WINEPREFIX names another one.
set -u
native=$(realpath "${CASEPACK:-build/release/casepack}")
exe=$(realpath "${CASEPACK_EXE:-build/win/casepack.exe}")
passed=0 failed=0 skipped=0
export WINEPREFIX=${WINEPREFIX:-$PWD/build/wine} WINEDEBUG=-all LC_ALL=C.UTF-8
unset LANG LANGUAGE LC_MESSAGES NO_COLOR TMUX

skip_all() { # skip_all WHY - the script ends here
    echo "skipped: $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}
command -v wine >/dev/null || skip_all "no wine here (make win-deps installs it)"
[ -e "$exe" ] || skip_all "casepack.exe is not built (make win)"

work=$(mktemp -d)
trap 'finish; rm -rf "$work"' EXIT
finish() { :; } # a script may have more to clean up

# The prefix of a Windows 10; two scripts may want it at once.
mkdir -p "$WINEPREFIX"
exec 9>"$WINEPREFIX/casepack.lock"
flock 9
if [ ! -e "$WINEPREFIX/casepack.ready" ]; then
    { DISPLAY='' wineboot -i && winecfg -v win10 && wineserver -w; } >/dev/null 2>&1 9>&-
    touch "$WINEPREFIX/casepack.ready"
fi
# Debian's server ends with its last program, and the next one takes half a second to start.
wineserver -p120 >/dev/null 2>&1 9>&-
exec 9>&-

echo correct-horse-battery >"$work/pass"

check() { # check SENTENCE COMMAND...
    if "${@:2}" >"$work/said" 2>&1; then
        passed=$((passed + 1))
        echo "ok    $1"
    else
        failed=$((failed + 1))
        echo "FAIL  $1"
        head -n 30 "$work/said"
    fi
}
skip() { # skip SENTENCE WHY
    skipped=$((skipped + 1))
    echo "skip  $1: $2"
}
summary() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ $failed = 0 ]
}

windows() { wine "$exe" "$@" 2>"$work/stderr" </dev/null; }
# same ARGS... - both say the same on stdout and end alike.
same() {
    "$native" "$@" >"$work/native.out" 2>/dev/null </dev/null
    local native_rc=$? rc
    windows "$@" >"$work/windows.out"
    rc=$?
    [ $rc = $native_rc ] || { echo "exit $rc, not $native_rc, $(wc -c <"$work/windows.out") bytes said"; cat "$work/stderr"; return 1; }
    diff "$work/native.out" "$work/windows.out"
}

# keys_of_one - one key folder that both programs start from, so that the numbers of bundles agree.
keys_of_one() {
    "$native" key new --key-dir "$work/keys" --passphrase-file "$work/pass" >/dev/null 2>&1
    # The first run makes the key of the aliases.
    collect first tests/machines/desktop-sata.tree dir "$native" &&
        cp "$work/first/keys/alias.key" "$work/keys/"
}
# collect FOLDER MACHINE FORMAT PROGRAM... - into $work/FOLDER/out
collect() {
    local to=$work/$1 machine=$2 format=$3
    rm -rf "$to" && mkdir -p "$to/out" && cp -r "$work/keys" "$to/keys"
    "${@:4}" collect --root "$machine" --key-dir "$to/keys" --passphrase-file "$work/pass" \
        --date 2026-01-02 --case CAS-00000-A0B0C0 --format "$format" --lang en --yes \
        --out "$to/out" >"$to/said" 2>"$to/stderr" </dev/null
    [ $? -le 1 ] || { cat "$to/stderr"; return 1; }
}
same_bundle() { # same_bundle MACHINE FORMAT
    collect native "$1" "$2" "$native" && collect windows "$1" "$2" wine "$exe" &&
        diff -r "$work/native/out" "$work/windows/out"
}
verifies() { windows verify --key-dir "$work/keys" "$(echo "$work"/windows/out/*.zip)"; }

# finding FILE RULE FIELD WANT - what the JSON of a check says of a rule
finding() {
    python3 - "$@" <<'P'
import json, sys
path, rule, field, want = sys.argv[1:]
said = [f for f in json.load(open(path, encoding="utf-8"))["findings"] if f["rule"] == int(rule)]
print(said)
sys.exit(0 if said and str(said[0][field]) == want else 1)
P
}
