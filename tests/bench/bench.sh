#!/bin/bash
# bench.sh PROGRAM - what a whole headless run costs, beside public tools that look at a machine.
#
# Wall and CPU milliseconds (user + system) by the shell, peak memory by GNU time; the median of
# RUNS=5 runs, SOS_RUNS=1 for sos. dmidecode reads a dump where this machine has no firmware table; lshw and
# sos (hardware, block, networking, host) are the nearest public tools to what casepack collects,
# and neither judges, redacts nor signs.
set -u
program=$(realpath "$1")
runs=${RUNS:-5}
sos_runs=${SOS_RUNS:-1}
cd "$(dirname "$0")/../.." || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TIMEFORMAT='%3R %3U %3S'
python3 tests/cli/machine.py "$work/pc"

# measure NAME RUNS COMMAND... - medians into $work/NAME, "wall-ms cpu-ms KiB"; exit codes 0 and 1 count.
measure() {
    local name=$1 n=$2 i rc
    shift 2
    : >"$work/$name.runs"
    for ((i = 0; i < n; i++)); do
        rm -rf "$work/out"
        mkdir "$work/out"
        {
            time /usr/bin/time -q -f %M -o "$work/peak" "$@" >"$work/$name.said" 2>&1
            rc=$?
        } 2>"$work/time"
        if [ $rc -gt 1 ]; then
            echo "bench: $name: exit $rc" >&2
            tail -n 5 "$work/$name.said" >&2
            return 1
        fi
        awk '{ wall = 1000 * $1; cpu = 1000 * ($2 + $3); getline kib <"'"$work/peak"'"
               print wall, cpu, kib }' "$work/time" >>"$work/$name.runs"
    done
    for field in 1 2 3; do
        cut -d' ' -f$field "$work/$name.runs" | sort -n | sed -n "$(((n + 1) / 2))p"
    done | xargs >"$work/$name"
}

row() { # row NAME TEXT - a line of the table, with ratios to casepack
    [ -s "$work/$1" ] || return
    awk -v text="$2" -v base="$(<"$work/casepack")" '{
        split(base, b)
        ratio = b[2] > 0 ? sprintf("%.1f", $2 / b[2]) : "-"
        printf "%-46s %8d %8d %9.1f %8s\n", text, $1, $2, $3 / 1024, ratio
    }' "$work/$1"
}

table=()
[ -r /sys/firmware/dmi/tables/DMI ] || table=(--from-dump "$work/pc/dump.bin")
measure casepack "$runs" "$program" collect --yes --out "$work/out" --key-dir "$work/keys" || exit 1
measure recorded "$runs" "$program" collect --yes --root "$work/pc" --out "$work/out" \
    --key-dir "$work/keys"
measure check "$runs" "$program" check --key-dir "$work/keys"
measure dmidecode "$runs" dmidecode "${table[@]}"
measure lshw "$runs" lshw -quiet
# sos wants to be root and takes no --tmp-dir below a folder that others may write.
[ "$(id -u)" != 0 ] || measure sos "$sos_runs" sos report --batch \
    -o hardware,block,networking,host --tmp-dir "$work/out"

printf '%-46s %8s %8s %9s %8s\n' "median of $runs runs" "wall ms" "CPU ms" "peak MiB" "CPU x"
row casepack "casepack collect (check, redact, sign, verify)"
row recorded "casepack collect --root, a recorded PC"
row check "casepack check"
row dmidecode "dmidecode${table:+ --from-dump}"
row lshw "lshw"
row sos "sos report, 4 plugins, $sos_runs run(s)"
echo
tests/bench/bench_bundle.sh "$program"
echo
tests/bench/bench_smbios.sh "$program"
echo
tests/bench/bench_intake.sh "$program"
echo
tests/bench/bench_redact.sh "$program"
echo
tests/bench/bench_review.sh "$program"
echo
# Mistakes on the phone, by their kind: how many go unnoticed, are located, are asked about.
"$(dirname "$program")/tests/bundle/test_spoken_mistakes" 2>&1 | grep -v '^\['
