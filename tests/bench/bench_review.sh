#!/bin/bash
# bench_review.sh PROGRAM - how quickly the wizard answers over 200 MB of logs with 1,000,000 hits:
# the first screen after the scan (wanted: 1 s), each key (50 ms), peak memory (256 MiB).
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$(dirname "$1")/tests/bench/bench_review" "$work" "${REVIEW_FILES:-500}"
