#!/bin/bash
# bench_intake.sh PROGRAM - bundles into the desk's database: INTAKE_FILES=400 real files verified and
# taken in, and the facts of up to INTAKE_COUNTS="1000 10000 100000" invented ones, on SQLite and,
# where PostgreSQL is installed, on a server of its own.
set -u
program=$(realpath "$1")
build=$(dirname "$program")
read -ra counts <<<"${INTAKE_COUNTS:-1000 10000 100000}"
files=${INTAKE_FILES:-400}
cd "$(dirname "$0")/../.." || exit
. tests/support/server.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
mkdir "$work/in"
python3 tests/cli/machine.py "$work/pc"
for ((i = 1; i <= files; i++)); do
    "$program" collect --yes --root "$work/pc" --key-dir "$work/keys" --out "$work/in" \
        --case "CAS-$(printf %05d $((i / 10)))-A0B0C0" --machine "$((i % 10 + 1))/10" \
        >/dev/null 2>&1
done
export TIMEFORMAT='%3R %3U %3S'
{ time "$program" intake "$work/in" --db "$work/files.db" --key-dir "$work/keys" >"$work/said"; } \
    2>"$work/time" || exit 1
awk -v n="$files" -v cores="$(nproc)" '{
    printf "%d bundle files of a small PC verified and taken in: %.0f a second, %d threads, " \
        "%.1f ms of CPU each\n\n", n, n / $1, cores, 1000 * ($2 + $3) / n }' "$work/time"
echo "SQLite"
"$build/tests/bench/bench_intake" "$work/facts.db" "${counts[@]}"
server_is_there || exit 0
trap 'server_stop; rm -rf "$work"' EXIT
server_start && server_new bench || exit 1
echo "PostgreSQL"
"$build/tests/bench/bench_intake_server" "$(server_url bench)" "${counts[@]}"
