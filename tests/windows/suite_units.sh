#!/bin/bash
# suite_units.sh - the unit tests and the recorded machines under Wine: each test ends there as it
# ends here. build/win/tests/list names the programs; `make test-win` makes it.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh
[ -s build/win/tests/list ] || skip_all "the unit tests are not built for Windows (make test-win)"

# results LOG - a line a test: how it ended, its name
results() { tr -d '\r' <"$1" | sed -nE 's/^\[ +(OK|FAILED|SKIPPED) +\] ([a-z_0-9]+).*/\1 \2/p'; }

# run UNIT - build/win/tests/FOLDER/test_NAME.exe, and the same of this machine
run() {
    local name=${1#build/win/tests/}
    name=${name%.exe}
    mkdir -p "$work/$(dirname "$name")"
    timeout -k 5 $limit_s wine "$1" >"$work/$name.windows" 2>"$work/$name.errors" </dev/null ||
        echo "exit $?" >>"$work/$name.errors"
    if [[ $name == *_windows ]]; then
        cp "$work/$name.windows" "$work/$name.native"
    else
        "$(dirname "$native")/tests/$name" >"$work/$name.native" 2>/dev/null </dev/null
    fi
}
export -f run
limit_s=600
export work native limit_s
tr ' ' '\n' <build/win/tests/list | xargs -P 2 -I{} bash -c 'run {}'

for unit in $(<build/win/tests/list); do
    name=${unit#build/win/tests/}
    name=${name%.exe}
    results "$work/$name.windows" >"$work/windows.results"
    results "$work/$name.native" >"$work/native.results"
    if [ -s "$work/windows.results" ] && diff "$work/native.results" "$work/windows.results" >"$work/said" &&
        ! grep -q ^FAILED "$work/windows.results"; then
        passed=$((passed + $(grep -c ^OK "$work/windows.results")))
        skipped=$((skipped + $(grep -c ^SKIPPED "$work/windows.results")))
        printf 'ok    %-36s %s\n' "$name" "$(grep -c ^OK "$work/windows.results")"
    else
        failed=$((failed + 1))
        printf 'FAIL  %s\n' "$name"
        cat "$work/said"
        tail -n 30 "$work/$name.windows" "$work/$name.errors"
    fi
done
summary
