#!/bin/bash
# test_intake.sh - bundles into the desk's database, by one process and by several, and what is
# asked of it afterwards. DB=postgresql://... runs the same against a server.
set -u
cd "$(dirname "$0")/../.." || exit
. tests/support/commands.sh

in=$work/in
mkdir "$in"
number=CAS-00001-A0B0C0
db=${DB:-$work/desk.db}

# ---- ten PCs of one case, one of another
for i in $(seq 1 10); do
    serial=$([ "$i" -gt 7 ] && echo "serial=" || echo "serial=PF2A9XK$i")
    bundle "in/pc$i" "$serial|uuid=409a1e7c5bd36e4f8a2190c4b7e6f5$(printf %02x "$i")|mac=00:00:5e:00:53:0$((i % 8))" \
        --case $number --machine "$i/10" --role failing
    rm -rf "$work/in/pc$i"
done
bundle in/other "bios=2.00" --case CAS-00002-A0B0C0 --machine 1/1
rm -rf "$in/other"

json 0 'd["taken"] == 11 and d["refused"] == 0 and len(d["bundles"]) == 11
    and all(b["outcome"] == "taken" and len(b["bundle_id"]) == 64 for b in d["bundles"])' \
    intake "$in" --db "$db"
json 0 'd["taken"] == 0 and d["already"] == 11' intake "$in" --db "$db"
json 0 'd["already"] == 1 and d["bundles"][0]["machine"] == 3' intake "$in/pc3.zip" --db "$db"
run 0 intake "$in" --db "$db" --lang en
says "counts are told" '11 +there already'

# ---- what does not verify goes into the quarantine, and nowhere else
bad=$work/bad
mkdir "$bad"
head -c 3000 "$in/pc1.zip" >"$bad/cut.zip"
python3 - "$in/pc2.zip" "$bad" <<'P'
import sys, zipfile
good = open(sys.argv[1], "rb").read()
def put(name, data): open(sys.argv[2] + "/" + name, "wb").write(data)
for i, at in enumerate(range(200, len(good), len(good) // 9)):
    put("flip%d.zip" % i, good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
put("tail.zip", good + b"more")
put("twice.zip", good + good)
put("empty.zip", b"")
with zipfile.ZipFile(sys.argv[2] + "/evil.zip", "w") as z:
    z.writestr("../../etc/passwd", "root")
    z.writestr("MANIFEST.txt", "SHA256 (a) = 00\n")
P
n=$(find "$bad" -type f | wc -l)
json 1 "d['refused'] == $n and d['taken'] == 0 and all(b['error'] // 1000 == 5 for b in d['bundles'])" \
    intake "$bad" --db "$db"
json 1 "d['refused'] == $n" intake "$bad" --db "$db"
json 0 "d['totals'] == [{'bundles': 11, 'pcs': 11, 'failing': 3, 'quarantine': $n, 'calls': 0}]
    and len(d['quarantine']) == $n and all(q['times'] == 2 for q in d['quarantine'])" \
    report --db "$db"

# ---- a key that is not known here: nothing of it is used
mkdir "$work/stranger"
mv "$keys" "$work/own-keys"
bundle stranger/pc "" --case $number --machine 9/10
mv "$keys" "$work/other-keys"
mv "$work/own-keys" "$keys"
json 1 'd["refused"] == 1 and d["bundles"][0]["error"] == 5005' \
    intake "$work/stranger/pc.zip" --db "$db"

# ---- a missing path is said, and the rest is taken
json 1 'd["unreadable"] == 1 and d["already"] == 1' intake "$work/none.zip" "$in/pc1.zip" --db "$db"
run 0 intake "$HOME" --db "$db" --lang en
says "a folder without bundles is told" 'No bundle was found'
run 2 intake "$in"
complains "the database must be named" 'E1001'

# ---- questions
json 0 'd["cases"][0]["case"] in ("CAS-00001-A0B0C0", "CAS-00002-A0B0C0")
    and sum(c["pcs"] for c in d["cases"]) == 11
    and [f for f in d["firmware"] if f["version"] == "1.07"][0]["failing"] == 3
    and [f for f in d["firmware"] if f["version"] == "2.00"][0]["failing"] == 0
    and d["signatures"][0]["signature"] == "101=2" and d["signatures"][0]["pcs"] == 3' \
    report --db "$db"
json 0 'len(d["machines"]) == 10 and d["machines"][7]["signature"] == "101=2"
    and d["findings"][0]["rule"] == 101 and d["findings"][0]["pcs"] == 3
    and {x["kind"] for x in d["duplicates"]} >= {"mac", "disk-serial"}
    and any(f["key"] == "smbios.bios.version" for f in d["machines"][0]["facts"])' \
    report --db "$db" --case $number
run 0 report --db "$db" --lang en
says "the page tells which firmware fails" '1\.07 .*10 +3'
run 0 report --db "$db" --lang zh
says "what is wrong with a file is told in Chinese" '5001 +不是 zip'
lacks "no path stands in the place of a reason" grep -q "$bad" "$work/out"
run 0 report --db "$db" --case $number --lang zh
says "words are those of people" '有问题'
says "a digit is told with its word" '2 空'
run 0 report --db "$db" --html "$work/report.html"
holds "the page is one file that asks nobody" python3 - "$work/report.html" <<'P'
import re, sys
html = open(sys.argv[1], encoding="utf-8").read()
assert "1.07" in html and "<svg" in html
assert not re.search(r"<script|src\s*=|https?://(?!www\.w3\.org)", html)
P

# ---- a case from the phone alone, joined by its bundle when it comes
bundle late "serial=" --case CMIT:0000003 --machine 1/1
holds "no file has a colon in its name" grep -q casepack-CMIT-0000003-m01-s1.zip "$work/late/log"
code=$(grep -aoE '0:[0-9]{5}( [0-9]:[0-9]{5})*' "$work/late/log" | head -n 1)
# shellcheck disable=SC2086
run 0 decode $code --case CMIT:0000003 --db "$db"
json 0 'd["calls"][0]["bundle_id"] == "" and "101=2" in d["calls"][0]["signature"]' \
    report --db "$db" --case CMIT:0000003
json 0 'd["taken"] == 1' intake "$work/late.zip" --db "$db"
json 0 'len(d["calls"]) == 1 and d["calls"][0]["bundle_id"] == d["machines"][0]["bundle_id"]' \
    report --db "$db" --case CMIT:0000003
# shellcheck disable=SC2086
run 2 decode $code --case nonsense --db "$db"
run 5 report --db "$db" --case CMIT:0000004
complains "an unknown case is named" 'E4205 .*CMIT:0000004'
run 4 decode 12345 67891 99999 --case CMIT:0000003 --db "$db"

# ---- the newest of a PC counts, in whatever order they come
bundle new1 "serial=" --case CAS-00004-A0B0C0 --machine 1/1
bundle new2 "serial=PF2A9XK9" --case CAS-00004-A0B0C0 --machine 1/1
json 0 'd["taken"] == 1 and d["bundles"][0]["sequence"] == 2' intake "$work/new2.zip" --db "$db"
json 0 'd["older"] == 1 and d["bundles"][0]["sequence"] == 1 and d["bundles"][0]["newest"] == 2' \
    intake "$work/new1.zip" --db "$db"
json 0 'len(d["machines"]) == 1 and d["machines"][0]["must_fix"] == 0' \
    report --db "$db" --case CAS-00004-A0B0C0

# ---- two at once, one killed on the way: nothing lost, nothing doubled. Whenever that is.
second=${DB2:-$work/second.db}
for moment in 0.003 0.01 0.02 0.03 0.04 0.06 0.1; do
    rm -f "$work"/second.db*
    timeout -s KILL $moment "$casepack" intake "$in" "$bad" --db "$second" --key-dir "$keys" \
        >"$work/a" 2>&1 &
    "$casepack" intake "$bad" "$in" --db "$second" --key-dir "$keys" >"$work/b" 2>&1
    wait $!
    json 1 "d['already'] == 11 and d['refused'] == $n" intake "$in" "$bad" --db "$second"
    json 0 "d['totals'][0]['bundles'] == 11 and d['totals'][0]['quarantine'] == $n" \
        report --db "$second"
done 2>"$work/killed"
for i in 1 2 3 4; do
    third=${DB3:-$work/third.db}
    "$casepack" intake "$in" --db "$third" --key-dir "$keys" --json >"$work/c$i" 2>&1 &
done
wait
holds "each bundle was taken by one of four" python3 - "$work"/c[1-4] <<'P'
import json, sys
runs = [json.load(open(p)) for p in sys.argv[1:]]
assert sum(d["taken"] for d in runs) == 11
assert all(d["taken"] + d["already"] == 11 for d in runs)
P
if [ -z "${DB:-}" ]; then
    for file in desk second third; do
        holds "$file.db is whole" test "$(sqlite3 "$work/$file.db" 'PRAGMA integrity_check')" = ok
    done
    # A file that is none, and one of a newer casepack.
    run 5 intake "$in" --db README.md
    complains "what is no database is named" 'E4201'
    run 5 report --db "$work/none.db"
    holds "asking makes no database" test ! -e "$work/none.db"
    run 2 report --db "$work/desk.db" --case nonsense
    printf '%s\n' 'BEGIN IMMEDIATE;' ".shell timeout 20 $casepack report --db $work/desk.db >$work/asked" |
        sqlite3 "$work/desk.db"
    holds "who asks does not wait for who writes" grep -q CAS-00001 "$work/asked"
    sqlite3 "$work/desk.db" 'INSERT INTO casepack_schema VALUES (99)'
    run 5 report --db "$work/desk.db"
    complains "a newer database is left alone" 'E4203'
    run 2 report --db postgresql://localhost/desk
    complains "the program for sites knows no server" 'E4204'
fi
finish
