#!/bin/bash
# bench_intake.sh PROGRAM - bundles into the desk's database: real files verified and taken in, and
# the facts of up to INTAKE_COUNTS="1000 10000 100000" invented ones; with DB_URL=postgresql://...
# the same on that server. A report asks seven questions over all cases, four about one.
set -u
program=$(realpath "$1")
build=$(dirname "$program")
read -ra counts <<<"${INTAKE_COUNTS:-1000 10000 100000}"
files=${INTAKE_FILES:-200}
cd "$(dirname "$0")/../.." || exit
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
start=${EPOCHREALTIME/./}
"$program" intake "$work/in" --db "$work/files.db" --key-dir "$work/keys" >"$work/said" || exit 1
awk -v n="$files" -v us=$((${EPOCHREALTIME/./} - start)) 'BEGIN {
    printf "%d bundle files of %s verified and taken in: %.0f a second, %d threads\n\n",
        n, "a small PC", n / (us / 1e6), '"$(nproc)"' }'
"$build/tests/bench/bench_intake" "$work/facts.db" "${counts[@]}"
[ -z "${DB_URL:-}" ] || "$build/tests/bench/bench_intake_server" "$DB_URL" "${counts[@]}"
