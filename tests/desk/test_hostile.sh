#!/bin/bash
# test_hostile.sh - every hostile archive and folder that the tests of bundle/ build, shown to
# intake: all of them end in the quarantine with a reason, none in the table of bundles.
set -u
cd "$(dirname "$0")/../.." || exit
. tests/support/commands.sh

hostile=$work/hostile
mkdir "$hostile"
for kind in zip tar folder; do
    holds "test_hostile_$kind leaves what it builds" env CASEPACK_KEEP_HOSTILE="$hostile" \
        "$(dirname "$casepack")/tests/bundle/test_hostile_$kind"
done
n=$(find "$hostile" -mindepth 1 -maxdepth 1 | wc -l)
holds "archives of three kinds and folders are among them" test "$n" -ge 200 -a \
    "$(find "$hostile" -name '*.zip' | wc -l)" -ge 80 -a \
    "$(find "$hostile" -name '*.tar.zst' | wc -l)" -ge 60 -a \
    "$(find "$hostile" -name '*.iso' | wc -l)" -ge 10 -a \
    "$(find "$hostile" -maxdepth 1 -name '*-case' | wc -l)" -ge 25

# A good one is among them: the others do not keep it out.
bundle good "serial=" --case CAS-00001-A0B0C0 --machine 1/1
ask() { sqlite3 "$work/desk.db" "$1"; }
json 1 "d['refused'] == $n and d['taken'] == 1 and d['unreadable'] == 0
    and all(b['error'] in (5001, 5002, 5003) and b['detail'] for b in d['bundles'] if b['outcome'] == 'refused')" \
    intake "$hostile" "$work/good.zip" --db "$work/desk.db"
holds "one bundle is in the database" test "$(ask 'SELECT COUNT(*), COUNT(DISTINCT case_number) FROM bundle')" = "1|1"
holds "no table holds anything of the others" test "$(ask 'SELECT (SELECT COUNT(*) FROM bundle_facts)
    || "|" || (SELECT COUNT(DISTINCT number) FROM finding) || "|" || (SELECT COUNT(DISTINCT number) FROM identity)')" = "1|1|1"
holds "each is in the quarantine" test "$(ask 'SELECT SUM(times) FROM quarantine')" = "$n"
holds "with a reason" test "$(ask "SELECT COUNT(*) FROM quarantine WHERE error NOT BETWEEN 5001 AND 5003
    OR detail = '' OR detail LIKE '%$work%'")" = 0
holds "the database is whole" test "$(ask 'PRAGMA integrity_check')" = ok
json 1 "d['refused'] == $n and d['already'] == 1" intake "$hostile" "$work/good.zip" --db "$work/desk.db"
holds "again is the same rows" test "$(ask 'SELECT MIN(times) >= 2, SUM(times) FROM quarantine')" = "1|$((2 * n))"
finish
