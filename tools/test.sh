#!/bin/bash
# test.sh BUILD [unit] - runs every test of the tree against BUILD and adds up what they say.
#
# A suite is a cmocka program BUILD/tests/FOLDER/test_NAME or a script tests/FOLDER/test_NAME.sh
# whose last line is "N passed, N failed[, N skipped]"; with `unit` only the programs run. One
# line a suite, in order, two suites at a time; all that a failing one said is shown. A suite
# that crashes, hangs, or does not say how many tests it passed has failed.
# ONLY='*redact*' runs the suites of that name; SUITES names them all.
set -u
build=$1
kind=${2:-all}
jobs_max=${TEST_JOBS:-2}
limit_s=${TEST_LIMIT_S:-900}
export CASEPACK_SHARED=${CASEPACK_SHARED:-../shared}
export CASEPACK=${CASEPACK:-$build/casepack}
# A suite may call make: it must not look for the job slots of ours.
unset MAKEFLAGS MFLAGS MAKELEVEL

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

read -ra suites <<<"${SUITES:-}"
for source in tests/*/test_*.c; do
    [ -n "${SUITES:-}" ] || [[ $source == *_windows.c ]] || suites+=("$build/${source%.c}")
done
if [ "$kind" != unit ] && [ -z "${SUITES:-}" ]; then
    for script in tests/*/test_*.sh; do
        [ -e "$script" ] && suites+=("$script")
    done
fi
if [ -n "${ONLY:-}" ]; then
    picked=()
    for suite in "${suites[@]}"; do
        # shellcheck disable=SC2053
        [[ $suite == $ONLY ]] && picked+=("$suite")
    done
    suites=("${picked[@]}")
fi

# run NUMBER SUITE - leaves NUMBER.out, .err, .rc and .ms in the work folder.
run() {
    local start=${EPOCHREALTIME/./} command=("$2")
    [[ $2 == *.sh ]] && command=(bash "$2")
    timeout -k 5 "$limit_s" "${command[@]}" >"$work/$1.out" 2>"$work/$1.err" </dev/null
    echo $? >"$work/$1.rc"
    echo $(((${EPOCHREALTIME/./} - start) / 1000)) >"$work/$1.ms"
}

# count NUMBER SUITE - prints "passed failed skipped", nothing when the suite did not say.
count() {
    if [[ $2 == *.sh ]]; then
        tail -n 1 "$work/$1.out" | sed -nE \
            's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p'
    else
        awk '/^\[==========\] .*Running [0-9]+ test/ { match($0, /Running [0-9]+/)
                 said = 1; all += substr($0, RSTART + 8, RLENGTH - 8) }
             /\[       OK \]/ { ok++ }
             /\[  SKIPPED \]/ { skipped++ }
             END { if (said) print ok + 0, all - ok - skipped, skipped + 0 }' "$work/$1.out"
    fi
}

total_passed=0 total_failed=0 total_skipped=0

# report NUMBER SUITE - its line, its output when it failed, its share of the totals.
report() {
    local name rc ms passed failed skipped mark=ok
    name=${2#"$build"/tests/}
    name=${name#tests/}
    rc=$(<"$work/$1.rc")
    ms=$(<"$work/$1.ms")
    read -r passed failed skipped < <(count "$1" "$2")
    if [ -z "${passed:-}" ]; then
        passed=0 failed=1 mark="FAIL (no count, exit $rc)"
    elif [ "$failed" -gt 0 ]; then
        mark=FAIL
    elif [ "$rc" -ne 0 ]; then
        failed=1 mark="FAIL (exit $rc)"
    fi
    skipped=${skipped:-0}
    printf '%-34s %5d passed %3d failed %3d skipped %7d.%01d s  %s\n' "$name" "$passed" \
        "$failed" "$skipped" $((ms / 1000)) $((ms % 1000 / 100)) "$mark"
    if [ "$mark" != ok ]; then
        echo "---- $name"
        cat "$work/$1.out" "$work/$1.err"
        echo "---- end of $name"
    fi
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    total_skipped=$((total_skipped + skipped))
}

shown=0
show_finished() {
    while [ $shown -lt ${#suites[@]} ] && [ -e "$work/$shown.ms" ]; do
        report $shown "${suites[$shown]}"
        shown=$((shown + 1))
    done
}

for i in "${!suites[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs_max" ]; do
        wait -n
        show_finished
    done
    run "$i" "${suites[$i]}" &
done
while [ "$(jobs -rp | wc -l)" -gt 0 ]; do
    wait -n
    show_finished
done
show_finished

echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
