#!/bin/bash
# fuzz.sh SECONDS - libFuzzer on every target for that long, two at a time.
#
# Inputs found before stay in build/corpus/TARGET and are where the next run begins; an input
# that ends a target is left in build/corpus and named. Seeds come from the asan build.
set -u
cd "$(dirname "$0")/.." || exit
seconds=$1
mkdir -p build/corpus
export ASAN_OPTIONS=detect_leaks=1

fuzz() { # fuzz TARGET
    local corpus=build/corpus/$1
    mkdir -p "$corpus"
    "build/asan/tests/fuzz/$1" -w "$corpus"
    "build/fuzz/tests/fuzz/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -max_len=262144 -artifact_prefix="$corpus." "$corpus" >"$corpus.txt" 2>&1
    echo $? >"$corpus.rc"
}

targets=()
for source in tests/fuzz/fuzz_*.c; do
    targets+=("$(basename "$source" .c)")
done
for target in "${targets[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
    fuzz "$target" &
done
wait
failed=0
for target in "${targets[@]}"; do
    if [ "$(<"build/corpus/$target.rc")" = 0 ]; then
        echo "ok    $target  $(grep -o 'Done .*' "build/corpus/$target.txt")"
    else
        echo "FAIL  $target"
        tail -n 60 "build/corpus/$target.txt"
        failed=$((failed + 1))
    fi
done
echo "${#targets[@]} targets, $failed failed"
[ $failed = 0 ]
