#!/bin/bash
# test_smoke.sh - every fuzz target over a fixed number of mutations under the sanitizers.
#
# The seeds are the targets' own and, where they are at hand, the collected firmware tables.
set -u
cd "$(dirname "$0")/../.."
shared=${CASEPACK_SHARED:-../shared}
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
passed=0 failed=0

# Mutations a target: about three seconds each.
declare -A runs=([fuzz_smbios]=20000 [fuzz_judge]=40000 [fuzz_issues]=10000)

for source in tests/fuzz/fuzz_*.c; do
    target=$(basename "$source" .c)
    seeds=()
    [ "$target" = fuzz_smbios ] && seeds=("$shared"/data/smbios/dumps/*.bin)
    [ -e "${seeds[0]:-}" ] || seeds=()
    if "build/asan/tests/fuzz/$target" -n "${runs[$target]:-2000}" "${seeds[@]}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
