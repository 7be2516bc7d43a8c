#!/bin/bash
# bench_smbios.sh PROGRAM - the decode of SMBIOS tables, in process and beside dmidecode.
#
# Dumps come from $CASEPACK_SHARED/data/smbios/dumps (default ../shared); without them one small
# machine of our own is measured. A command is run RUNS=200 times; shown is the CPU time (user +
# system) of one.
set -u
program=$(realpath "$1")
runs=${RUNS:-200}
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

tools=$(dirname "$program")/tests/bench
"$tools/bench_smbios" "${dumps[@]}"
commands=("$program" smbios --from "$largest")
peer=$(PATH=$PATH:/usr/sbin command -v dmidecode) && commands+=(-- "$peer" --from-dump "$largest")
printf '\n%-46s %8s %8s\n' "command on the largest, median of $runs runs" "CPU ms" "CPU x"
"$tools/bench_command" "$runs" "${commands[@]}"
