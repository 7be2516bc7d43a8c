#!/bin/bash
# test_strangers.sh - logs that nobody built the engine from: nothing leaks, nothing is lost.
#
# Once with few values that stand in many places, where learning helps, once with so many that
# each stands in one place alone. CASEPACK names the program.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath "${CASEPACK:-build/release/casepack}")
cd tests/redact || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share PYTHONDONTWRITEBYTECODE=1
mkdir -p "$HOME"
head -c 32 /dev/zero | tr '\0' s >"$work/key"
passed=0 failed=0

# check WHAT CONDITION - an arithmetic one.
check() {
    if (($2)); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
    fi
}

# strangers SEED COUNT - makes, redacts, scores; the targets are those of the design: no leak,
# one look-alike and one character in ten thousand.
strangers() {
    local dir=$work/$1 numbers
    python3 strangers.py make "$dir" "$1" "$2"
    "$casepack" redact "$dir/files" "$dir/out" --site-key "$work/key" --keywords "$dir/words" \
        --report "$dir/report" >"$dir/said" 2>&1
    check "seed $1: redact ends with 0" "$? == 0"
    python3 strangers.py score "$dir" "$dir/out" >"$dir/score"
    mapfile -t numbers < <(tail -n 1 "$dir/score" | grep -oE '[0-9]+')
    check "seed $1: many secrets were planted" "${numbers[0]:-0} > 2000"
    check "seed $1: no secret is left" "${numbers[1]:-1} == 0"
    check "seed $1: look-alikes stay" "${numbers[3]:-1} * 1000 <= ${numbers[2]:-0}"
    check "seed $1: what is no secret stays" "${numbers[4]:-1} * 10000 <= ${numbers[5]:-0}"
    head -n 60 "$dir/score"
}

strangers 1 12
strangers 2 2000
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
