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
report=$(python3 - "$pack" <<'PY'
import sys
damm = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"]
def group(number, digits):
    c = 0
    for d in str(number) + digits:
        c = int(damm[c][int(d)])
    return f"{number}:{digits}{c}"
pp = int(sys.argv[1]) % 100
kk = (pp * 10**4 + 2100 * 10**8 + 68 * 10**16) % 97
print(group(0, f"{pp:02}{kk:02}"), group(1, "2100"), group(3, "0068"))
PY
)
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
says 2 "E1003" 1:2x
says 2 "E1001"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
