#!/bin/bash
# test_decode.sh - casepack decode: words for a good code, a question for a bad one.
set -u
cd "$(dirname "$0")/../.."
casepack=${CASEPACK:-build/release/casepack}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
export LC_ALL=C

# says CODE TEXT GROUP... - exits with CODE and says TEXT.
says() {
    local code=$1 text=$2 rc
    shift 2
    "$casepack" decode "$@" >"$work/out" 2>"$work/err"
    rc=$?
    if [ $rc = "$code" ] && grep -qF -- "$text" "$work/out" "$work/err"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: decode $*: exit $rc, wanted $code and \"$text\""
        cat "$work/out" "$work/err"
    fi
}

# The report of this very pack: what a dump gives, said again.
pack=$("$casepack" list --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["version"])')
# The program of docs/spoken-codes.md makes the codes: who follows that page is understood.
sed -n '/^```python/,/^```$/p' docs/spoken-codes.md | grep -v '^```' >"$work/spoken.py"
spoken() { (cd "$work" && python3 -c "from spoken import *; print($1)"); }
report=$(spoken "report($pack, '210000000068')")
read -r head one three <<<"$report"
says 0 "101  [X]   MUST FIX" $report
says 0 "301  [?]   UNREAD" $report
says 0 "103  [OK]  OK" $report
says 0 '"rule": 102' $report --json
says 0 "101  [X]   MUST FIX" "${head#*:}" "${one#*:}" "${three#*:}"
says 4 "E5007 Not a valid spoken code: ${one/:21/:27}" "$head" "${one/:21/:27}" "$three"
says 4 "Ask: Group 1: is it ${one#*:}?" "$head" "${one/:21/:27}" "$three"
says 4 '"change": "misheard"' "$head" "${one/:21/:27}" "$three" --json
says 4 "Ask to say it again: Group 1" "$head" "${one%?}" "$three"
says 4 "Ask which groups there are" "$head" "$three"
says 4 "Ask for group 0: it was not said." "$one" "$three"
says 4 "said twice" "$head" "$one" "$one" "$three"
says 0 "check 1: empty" 0:01162 1:21003 3:00683
says 0 "activated offline by phone scan  2026-11-23" 8:23520 1:26116 2:23019
says 4 "Ask for group 2: it was not said." 8:23520 1:26116
says 0 "case number CAS-12345-A0B0C0" 9:14089 1:01232 2:45063 3:05176 4:54082
says 0 "collect items 12 15" 9:31452 1:12155
says 0 "activated offline by phone scan  2026-11-23" $(spoken "code(8, '23', ['2611', '2301'], True)")
says 0 "collect items 12 15" $(spoken "code(9, '31', ['1215'], True)")
says 2 "E1003" 1:2x
says 2 "E1001"

# What casepack says of a machine is what that page says of its findings and its bundle id.
python3 tests/cli/machine.py "$work/pc" serial= board_serial="To Be Filled By O.E.M."
mkdir "$work/out-dir"
"$casepack" collect --root "$work/pc" --operator A1 --yes --json --key-dir "$work/keys" \
    --out "$work/out-dir" >"$work/made" 2>"$work/err" </dev/null
said=$(python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); print(d["report_code"], d["bundle_code"])' "$work/made")
wanted=$(cd "$work" && python3 -c 'import json, sys
from spoken import report, bundle_code
d = json.load(open("made"))
states = "".join(str(f["reason"]) for f in d["findings"])
print(report(int(sys.argv[1]), states), bundle_code(d["bundle_id"]))' "$pack")
if [ -n "$said" ] && [ "$said" = "$wanted" ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "FAILED: casepack says $said, its documentation $wanted"
    cat "$work/err"
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
