#!/bin/bash
# test_server.sh - the same tests against a real PostgreSQL, and the desk's program beside it.
#
# The server is Debian's, started here on a socket in the work folder and stopped at the end.
set -u
cd "$(dirname "$0")/../.." || exit
build=$(dirname "$(realpath "${CASEPACK:-build/casepack}")")
programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
if [ ! -x "$programs/initdb" ] || ! id postgres >/dev/null 2>&1; then
    echo "no PostgreSQL on this machine"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
place=$(mktemp -d)
as_server=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    as_server=(setpriv --reuid postgres --regid postgres --clear-groups)
    chown postgres "$place"
fi
stop() {
    "${as_server[@]}" "$programs/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$place"
}
trap stop EXIT
chmod 711 "$place"
cd "$place" || exit
if ! "${as_server[@]}" "$programs/initdb" -D "$place/data" -A trust -U desk -E UTF8 \
    --no-sync >"$place/log" 2>&1 ||
    ! "${as_server[@]}" "$programs/pg_ctl" -D "$place/data" -w -l "$place/server.log" \
        -o "-k '$place' -c listen_addresses=''" start >>"$place/log" 2>&1; then
    tail -n 5 "$place/log" "$place/server.log"
    echo "0 passed, 1 failed"
    exit 1
fi
cd - >/dev/null || exit
passed=0 failed=0
url() { echo "postgresql://desk@/$1?host=$place"; }
new() { "$programs/createdb" -h "$place" -U desk "$1"; }
check() { # check WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$place/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        tail -n 15 "$place/out"
    fi
}

new unit && new desk && new second && new third && new scale
check "what holds for SQLite holds here" \
    env CASEPACK_TEST_DB="$(url unit)" "$build/tests/desk/store_server"
check "intake and report are the same here" env CASEPACK="$build/casepack-desk" \
    DB="$(url desk)" DB2="$(url second)" DB3="$(url third)" bash tests/desk/test_intake.sh
check "a thousand bundles are taken in" \
    "$build/tests/bench/bench_intake_server" "$(url scale)" 1000
check "no row is lost or doubled" test "$("$programs/psql" -h "$place" -U desk -Atc \
    'SELECT COUNT(*), COUNT(DISTINCT bundle_id) FROM bundle' second)" = "11|11"

# Only the desk's program can talk to a server; the one that is carried to sites cannot.
holds_symbol() { nm -D "$1" | grep -qE ' (PQconnectdb|socket|connect)(@|$)'; }
check "the desk's program has the driver" holds_symbol "$build/casepack-desk"
check "the program for sites has not" eval '! holds_symbol "$build/casepack"'
echo "$passed passed, $failed failed"
[ $failed = 0 ]
