#!/bin/bash
# suite_units.sh - the unit tests and the recorded machines under Wine: each test ends there as it
# ends here. build/win/tests/list names the programs; `make test-win` makes it.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh
[ -s build/win/tests/list ] || skip_all "the unit tests are not built for Windows (make test-win)"

# Tests that need a recorded machine as a folder, or links and pipes in one: they are skipped there,
# and no others may be.
skipped_there='test_what_is_new_is_looked_at_again|test_another_pc_is_noticed|test_a_tree_is_not_begun
test_a_pipe_is_withheld_as_what_it_is|test_a_file_that_became_a_link_or_a_pipe_fails_pass_2'
skipped_there=${skipped_there//$'\n'/|}

# results LOG - a line a test: how it ended, its name; the list of those skipped says it again
results() {
    tr -d '\r' <"$1" | sed -nE 's/^\[ +(OK|FAILED|SKIPPED) +\] ([a-z_0-9]+).*/\1 \2/p' | sort -u
}

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
    results "$work/$name.native" | sed -E "s/^OK ($skipped_there)\$/SKIPPED \1/" | sort -u >"$work/native.results"
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
