#!/bin/bash
# test_bench.sh - each bench still runs and fills its table, at its smallest size.
set -u
program=$(realpath "${CASEPACK:-build/release/casepack}")
cd "$(dirname "$0")" || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RUNS=1 BUNDLE_MB=2 BENCH_MB=8 REVIEW_FILES=30 INTAKE_FILES=2 INTAKE_COUNTS="20 40"
export CASEPACK_SHARED=$work # without the corpora, which are not small
passed=0 failed=0

# fills BENCH ROW... - BENCH ends well, says nothing on standard error, and prints every row.
fills() {
    local name=$1 said=$work/$1 row
    shift
    if ! "./$name" "$program" >"$said" 2>"$said.err" || [ -s "$said.err" ]; then
        failed=$((failed + 1))
        echo "FAILED: $name runs to its end"
        tail -n 5 "$said" "$said.err"
        return
    fi
    for row; do
        if grep -qE "$row" "$said"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "FAILED: $name has the row $row"
        fi
    done
}

fills bench_bundle.sh '^casepack zip: hash, sign, write +[0-9]' '^casepack tar\.zst: .* [0-9]' \
    '^casepack verify NAME/ +[0-9]' '^casepack verify NAME\.iso +[0-9]'
fills bench_smbios.sh '^casepack +[0-9]'
fills bench_intake.sh '^2 bundle files .* taken in: [1-9]' '^SQLite'
fills bench_redact.sh 'dense Chinese logs' '^ +utf8 +[1-9]' '^ +gb18030 +[1-9]' '^ +utf16 +[1-9]'
fills bench_review.sh '^peak resident memory +[1-9]'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
