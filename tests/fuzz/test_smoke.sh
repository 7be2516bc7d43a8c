#!/bin/bash
# test_smoke.sh - every fuzz target over a fixed number of mutations under the sanitizers.
#
# The seeds are the targets' own and, where they are at hand, the collected firmware tables.
set -u
cd "$(dirname "$0")/../.."
shared=${CASEPACK_SHARED:-../shared}
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
passed=0 failed=0

# runs TARGET - mutations that take about three seconds, and 10,000 for the firmware tables.
runs() {
    case $1 in
    fuzz_smbios) echo 10000 ;;
    fuzz_bundle) echo 2000 ;;
    fuzz_minisig) echo 2000 ;;
    fuzz_redact | fuzz_keywords) echo 2000 ;;
    *) echo 2000 ;;
    esac
}

for source in tests/fuzz/fuzz_*.c; do
    target=$(basename "$source" .c)
    seeds=()
    [ "$target" = fuzz_smbios ] && [ -d "$shared/data/smbios/dumps" ] &&
        seeds=("$shared/data/smbios/dumps")
    if "build/asan/tests/fuzz/$target" -n "$(runs "$target")" "${seeds[@]}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
