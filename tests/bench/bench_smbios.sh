#!/bin/bash
# bench_smbios.sh PROGRAM - the decode of SMBIOS tables, in process and beside dmidecode.
#
# Dumps come from $CASEPACK_SHARED/data/smbios/dumps (default ../shared); without them one small
# machine of our own is measured. A command is run RUNS=100 times; shown is the CPU time (user +
# system) of one.
set -u
program=$(realpath "$1")
runs=${RUNS:-100}
cd "$(dirname "$0")/../.." || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shopt -s nullglob
dumps=("${CASEPACK_SHARED:-../shared}"/data/smbios/dumps/*.bin)
if [ ${#dumps[@]} = 0 ]; then
    python3 tests/cli/machine.py "$work/pc"
    dumps=("$work/pc/dump.bin")
fi
largest=$(ls -S "${dumps[@]}" | head -n 1)

cpu_of() { # cpu_of COMMAND... - milliseconds of one run
    local TIMEFORMAT='%U %S' i
    { time for ((i = 0; i < runs; i++)); do "$@" >/dev/null; done; } 2>&1 |
        awk -v runs="$runs" '{ printf "%.2f", 1000 * ($1 + $2) / runs }'
}

"$(dirname "$program")/tests/bench/bench_smbios" "${dumps[@]}"
ours=$(cpu_of "$program" smbios --from "$largest")
printf '\n%-46s %8s %8s\n' "command on the largest, $runs runs" "CPU ms" "CPU x"
printf '%-46s %8s %8s\n' "casepack smbios --from" "$ours" 1.0
command -v dmidecode >/dev/null || exit 0
theirs=$(cpu_of dmidecode --from-dump "$largest")
awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "%-46s %8s %8.1f\n",
    "dmidecode --from-dump", a, (b > 0 ? a / b : 0) }'
