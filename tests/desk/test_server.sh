#!/bin/bash
# test_server.sh - the same tests against a real PostgreSQL, and the desk's program beside it.
#
# The server is Debian's, started here on a socket in the work folder and stopped at the end.
set -u
cd "$(dirname "$0")/../.." || exit
build=$(dirname "$(realpath "${CASEPACK:-build/casepack}")")
. tests/support/server.sh
if ! server_is_there; then
    echo "no PostgreSQL on this machine"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
trap server_stop EXIT
if ! server_start; then
    echo "0 passed, 1 failed"
    exit 1
fi
passed=0 failed=0
check() { # check WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$server/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        tail -n 15 "$server/out"
    fi
}

for name in unit desk second third scale; do
    server_new $name || failed=$((failed + 1))
done
check "what holds for SQLite holds here" \
    env CASEPACK_TEST_DB="$(server_url unit)" "$build/tests/desk/store_server"
check "intake and report are the same here" env CASEPACK="$build/casepack-desk" \
    DB="$(server_url desk)" DB2="$(server_url second)" DB3="$(server_url third)" bash tests/desk/test_intake.sh
check "a thousand bundles are taken in" \
    "$build/tests/bench/bench_intake_server" "$(server_url scale)" 1000
check "no row is lost or doubled" test "$("$server_programs/psql" -h "$server" -U desk -Atc \
    'SELECT COUNT(*), COUNT(DISTINCT bundle_id) FROM bundle' second)" = "11|11"

# Only the desk's program can talk to a server; the one that is carried to sites cannot.
holds_symbol() { nm "$1" | grep -qE ' _*(PQconnectdb|socket|connect)(@|$)'; }
check "the desk's program has the driver" holds_symbol "$build/casepack-desk"
check "the program for sites has not" eval '! holds_symbol "$build/casepack"'
echo "$passed passed, $failed failed"
[ $failed = 0 ]
