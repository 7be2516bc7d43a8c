#!/bin/bash
# bench_redact.sh PROGRAM - how fast a redaction is, beside tools that only look for the same things.
#
# BENCH_MB=500 MB of real logs and generated Chinese ones. The collected logs and the generator of
# the corpus with many hits lie outside of the project, in $CASEPACK_SHARED; what needs them is
# left out without it. SOS_MB=3 MB of the corpus for sos clean, PEER_MB=20 MB for the slow peers.
# MB/s of the processor is what one core would do alone: seconds are user + system, all threads.
set -u
program=$(realpath "$1")
tool=$(dirname "$program")/tests/bench/bench_redact
megabytes=${BENCH_MB:-500}
slow=$((${PEER_MB:-20} < megabytes ? ${PEER_MB:-20} : megabytes))
shared=${CASEPACK_SHARED:-}
cd "$(dirname "$0")/../.." || exit
here=$PWD/tests/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
outs=0
export LC_ALL=C TIMEFORMAT='%R %U %S'
[ -x "$tool" ] || { echo "bench_redact: $tool is not built" >&2; exit 1; }

have() { command -v "$1" >/dev/null || { echo "  ($1 is not installed)"; return 1; }; }
row() { # row TEXT MB WALL CPU [KIB]
    awk -v text="$1" -v mb="$2" -v wall="$3" -v cpu="$4" -v kib="${5:-}" 'BEGIN {
        printf "  %-46s %8.0f %8.1f %8.2f %6s\n", text, (wall > 0) ? mb / wall : 0,
            (cpu > 0) ? mb / cpu : 0, cpu, (kib == "") ? "" : sprintf("%.1f", kib / 1024) }'
}
head_row() { printf '%-48s %8s %8s %8s %6s\n' "$1" "MB/s" "MB/CPU-s" "CPU s" "MiB"; }
size_mb() { du -sb --apparent-size "$1" | awk '{ print $1 / 1e6 }'; }

# timed TEXT MB COMMAND... - a row
timed() {
    local text=$1 mb=$2 wall user sys
    shift 2
    { time /usr/bin/time -q -f %M -o "$work/peak" "$@" >"$work/said" 2>&1; } 2>"$work/time"
    read -r wall user sys <"$work/time"
    row "$text" "$mb" "$wall" "$(awk "BEGIN { print $user + $sys }")" "$(tail -n 1 "$work/peak")"
}

# redact TEXT IN JOBS [OPTION...] - the whole command, all its passes and the guard. What is written
# stays to the end: ext4 goes through all inodes that were freed in the last seconds for a new one.
redact() {
    local text=$1 in=$2 jobs=$3
    shift 3
    outs=$((outs + 1))
    timed "$text" "$(size_mb "$in")" "$program" redact --jobs "$jobs" --site-key "$work/key" "$@" \
        "$in" "$work/out$outs"
}

# inside TEXT MODE... - what bench_redact says of itself: "MB seconds hits"
inside() {
    local text=$1 mb seconds
    shift
    read -r mb seconds _ < <("$tool" "$@") || { echo "  $text: not on this processor"; return; }
    row "$text" "$mb" "$seconds" "$seconds"
}

detection() { # detection TEXTFILE
    local all=$1 part=$work/part.log
    head -c "${slow}000000" "$all" >"$part"
    cut -f2 "$here/patterns.tsv" >"$work/patterns"
    cut -f1 "$here/patterns.tsv" | sed 's/$/-word/' >"$work/fixed"
    sed 's/(?:/(/g; s/.*/s\x01&\x01<x>\x01g/' "$work/patterns" >"$work/sed"
    head_row "(a) detection, $(size_mb "$all") MB, one core"
    inside "casepack, AVX-512" detect avx512 "" "$all"
    inside "casepack, AVX2" detect avx2 "" "$all"
    inside "casepack, SSE2" detect sse2 "" "$all"
    inside "casepack, plain C" detect plain "" "$all"
    inside "memcpy" memcpy "$all"
    timed "grep -F, $(wc -l <"$work/fixed") words" "$(size_mb "$all")" grep -aF -c -f "$work/fixed" "$all"
    have rg && timed "rg -o, $(wc -l <"$work/patterns") patterns, bytes" "$(size_mb "$all")" \
        rg -j1 -a --no-unicode -o -f "$work/patterns" "$all"
    inside "PCRE2 JIT, a pattern at a time" pcre2 "$work/patterns" "$part"
    timed "sed -E, the same as s///g" "$(size_mb "$part")" sed -E -f "$work/sed" "$part"
}

dictionary() { # dictionary TEXTFILE - cost of many known words
    head_row "known words, detection, one core"
    for n in 589 3912; do
        python3 "$here/gen_redact.py" words "$work/words" $n
        inside "casepack, $n words" detect avx2 "$work/words" "$1"
    done
}

sos_clean() { # sos_clean FOLDER
    have sos || return
    [ "$(id -u)" = 0 ] || { echo "  (sos clean wants to be root)"; return; }
    rm -rf "$work/sos"
    mkdir -p "$work/sos/tmp"
    cp -a "$1" "$work/sos/"
    timed "sos clean, $(size_mb "$1") MB of it" "$(size_mb "$1")" sos clean "$work/sos/$(basename "$1")" \
        --batch -j 1 --map "$work/sos/map" --no-update --tmp-dir "$work/sos/tmp"
}

head -c 32 /dev/zero >"$work/key"
mkdir "$work/zh"
python3 "$here/gen_redact.py" chinese "$work/zh" $((megabytes / 4))
if [ -d "$shared/data/redact/files" ]; then
    python3 "$here/gen_redact.py" joined "$shared/data/redact/files" "$work/all.log" "$megabytes"
    detection "$work/all.log"
    dictionary "$work/all.log"
    rm -f "$work/all.log" "$work/part.log"
    python3 "$here/gen_redact.py" logs "$shared/data/redact/files" "$work/logs" "$megabytes"
    head_row "(b) casepack redact, logs of many machines"
    redact "one core" "$work/logs" 1
    redact "two cores" "$work/logs" 2
    rm -rf "$work/logs"
else
    echo "(a), (b): no collected logs without CASEPACK_SHARED"
fi
if [ -r "$shared/bench/gen_corpus.py" ]; then
    python3 "$shared/bench/gen_corpus.py" --out "$work/corpus" --mb 50 --name sosreport-a >/dev/null
    python3 "$shared/bench/gen_corpus.py" --out "$work/few" --mb "${SOS_MB:-3}" --name sosreport-a >/dev/null
    head_row "(c) casepack redact, a hit in 60 bytes"
    redact "one core" "$work/corpus/sosreport-a" 1
    redact "two cores" "$work/corpus/sosreport-a" 2
    sos_clean "$work/few/sosreport-a"
else
    echo "(c): no generator of the corpus without CASEPACK_SHARED"
fi
head_row "(d) casepack redact, dense Chinese logs, one core"
for name in utf8 gb18030 utf16; do
    redact "$name" "$work/zh/$name.log" 1
done
