#!/bin/bash
# bench_bundle.sh PROGRAM - writing and verifying BUNDLE_MB=300 MB of logs, beside the public tools.
#
# One log of generated lines; medians of RUNS=3 runs, taken in turn so that all meet the same load.
# Everybody's output is synced. casepack hashes and compares what passes with the review, signs and
# seals; "read back" is what it does after that: everything is read from the medium once more,
# unpacked and hashed. Peers pack with the levels they are known for: zip and pigz with 6 where
# casepack has 5 (the sizes are in the table), zstd with 3 as casepack has.
set -u
program=$(realpath "$1")
writer=$(dirname "$program")/tests/bench/bench_bundle
runs=${RUNS:-3}
megabytes=${BUNDLE_MB:-300}
cd "$(dirname "$0")/../.." || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TIMEFORMAT='%3R %3U %3S'
[ -x "$writer" ] || { echo "bench_bundle: $writer is not built" >&2; exit 1; }

python3 - "$work" "$megabytes" <<'EOF'
import random, sys
folder, megabytes = sys.argv[1], int(sys.argv[2])
pick = random.Random(7)
words = "activation client refused reason service started stopped session user key disk serial " \
        "firmware table policy timeout retry connect network adapter loaded module driver".split()
lines, size, n = [], 0, 0
while size < min(megabytes, 30) * 1000000:  # no packer here looks back further than that
    n += 1
    line = "2026-%02d-%02d %02d:%02d:%02d.%03d [%d] %s: %s %s %s id=%08x size=%d\n" % (
        1 + n // 900000 % 12, 1 + n // 30000 % 28, n // 3600 % 24, n // 60 % 60, n % 60,
        pick.randrange(1000), pick.randrange(300, 32000), pick.choice(words),
        pick.choice(words), pick.choice(words), pick.choice(words), pick.getrandbits(32),
        pick.randrange(1 << 16))
    lines.append(line)
    size += len(line)
text = "".join(lines).encode()
import os
os.mkdir(folder + "/logs")
with open(folder + "/logs/big.log", "wb") as log:
    while log.tell() < megabytes * 1000000:
        log.write(text[:megabytes * 1000000 - log.tell()])
EOF
log=$work/logs/big.log
mkdir "$work/out" "$work/peer"

# timed NAME COMMAND... - of one run: wall and CPU milliseconds to NAME.ms and .cpu, KiB to NAME.kib
timed() {
    local name=$1
    shift
    { time /usr/bin/time -q -f %M -o "$work/peak" "$@" >"$work/said" 2>&1; } 2>"$work/time"
    awk '{ printf "%d\n", 1000 * $1 }' "$work/time" >>"$work/$name.ms"
    awk '{ printf "%d\n", 1000 * ($2 + $3) }' "$work/time" >>"$work/$name.cpu"
    cat "$work/peak" >>"$work/$name.kib"
}

have() { command -v "$1" >/dev/null; }
peer_zip() { rm -f "$2"; zip -6 -q "$2" "$1" && sync "$2"; }
peer_pigz() { pigz -p2 -6 -c "$1" >"$2" && sync "$2"; }
peer_zstd() { tar -cf - -C "$(dirname "$1")" "$(basename "$1")" | zstd -T2 -3 -q -c >"$2" && sync "$2"; }
export -f peer_zip peer_pigz peer_zstd

for ((i = 0; i < runs; i++)); do
    for format in zip tar.zst dir iso; do
        rm -rf "$work/out/$format"
        mkdir "$work/out/$format"
        timed "write.$format.whole" "$writer" "$work/logs" "$work/out/$format" "$work/keys" \
            $format 2
        read -r packed packed_cpu all all_cpu bytes <"$work/said" || { cat "$work/said" >&2; exit 1; }
        echo "$packed" >>"$work/write.$format.ms"
        echo "$packed_cpu" >>"$work/write.$format.cpu"
        echo "$all" >>"$work/back.$format.ms"
        echo "$all_cpu" >>"$work/back.$format.cpu"
        echo "$bytes" >"$work/write.$format.bytes"
        tail -n 1 "$work/write.$format.whole.kib" >>"$work/write.$format.kib"
        tail -n 1 "$work/write.$format.whole.kib" >>"$work/back.$format.kib"
        cp "$work/write.$format.bytes" "$work/back.$format.bytes"
        suffix=.$format
        [ $format = dir ] && suffix=
        timed "verify.$format" "$program" verify --key-dir "$work/keys" \
            "$work/out/$format/bench$suffix"
        grep -q '^\[OK\] GENUINE' "$work/said" || { cat "$work/said" >&2; exit 1; }
    done
    for peer in zip pigz zstd; do
        have $peer || continue
        timed "peer.$peer" bash -c "peer_$peer '$log' '$work/peer/$peer'"
        file=$work/peer/$peer
        [ -e "$file" ] || file=$file.zip
        stat -c %s "$file" >"$work/peer.$peer.bytes"
    done
    have unzip && have zip && timed check.zip unzip -tq "$work/peer/zip.zip"
    have pigz && timed check.pigz pigz -t "$work/peer/pigz"
    have zstd && timed check.zstd zstd -tq "$work/peer/zstd"
    timed check.sha256sum sha256sum "$log"
    cksum -a sm3 /dev/null >/dev/null 2>&1 && timed check.sm3 cksum -a sm3 "$log"
done

median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
row() { # row NAME TEXT [PEER] - a line of the table, with the speed relative to PEER
    [ -s "$work/$1.ms" ] || return
    local base=0 bytes=0
    [ -n "${3:-}" ] && [ -s "$work/$3.ms" ] && base=$(median "$work/$3.ms")
    [ -s "$work/$1.bytes" ] && bytes=$(<"$work/$1.bytes")
    awk -v text="$2" -v ms="$(median "$work/$1.ms")" -v cpu="$(median "$work/$1.cpu")" -v kib="$(median "$work/$1.kib")" \
        -v bytes="$bytes" -v base="$base" -v all="$megabytes" 'BEGIN {
        printf "%-40s %7d %7d %6d %6.1f %7s %5s\n", text, ms, cpu, all * 1000 / ms, kib / 1024,
            bytes ? sprintf("%.1f", bytes / 1e6) : "", base ? sprintf("%.2f", base / ms) : "" }'
}

printf '%-40s %7s %7s %6s %6s %7s %5s\n' "$megabytes MB of logs, median of $runs" "wall ms" \
    "CPU ms" MB/s MiB "MB out" speed
row peer.zip "zip -6"
row peer.pigz "pigz -p2 -6"
row write.zip "casepack zip: hash, sign, write" peer.pigz
row back.zip "  and read back" peer.pigz
row peer.zstd "tar | zstd -T2 -3"
row write.tar.zst "casepack tar.zst: hash, sign, write" peer.zstd
row back.tar.zst "  and read back" peer.zstd
row back.dir "casepack dir: write and read back"
row back.iso "casepack iso: write and read back"
row check.zip "unzip -t"
row check.pigz "pigz -t"
row verify.zip "casepack verify NAME.zip (SHA-256)" check.zip
row check.zstd "zstd -t"
row verify.tar.zst "casepack verify NAME.tar.zst" check.zstd
row check.sha256sum "sha256sum"
row check.sm3 "cksum -a sm3"
row verify.dir "casepack verify NAME/" check.sm3
row verify.iso "casepack verify NAME.iso" check.sm3
