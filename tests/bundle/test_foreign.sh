#!/bin/bash
# test_foreign.sh - other people's programs read what casepack signs, seals and draws.
#
# ssh-keygen and openssl accept each signature and refuse it after one changed byte, age opens at
# every edge of a chunk, zbarimg reads the QR symbol.
set -u
cd "$(dirname "$0")/../.."
casepack=${CASEPACK:-build/release/casepack}
tool=$(dirname "$casepack")/tests/bundle/tool_foreign
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

passes() { # passes NAME COMMAND...
    local name=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name: $*"
        cat "$work/said"
    fi
}

fails() {
    local name=$1
    shift
    passes "$name" not "$@"
}
not() { ! "$@"; }

# change FILE AT - turns one bit of the byte at that place.
change() {
    local byte
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    printf "$(printf '\\%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

printf 'SHA256 (case.txt) = %064d\n' 1 2 3 >"$work/MANIFEST.txt"
cp "$work/MANIFEST.txt" "$work/changed"
change "$work/changed" 20

# ---- ssh-keygen -----------------------------------------------------------------------------
ssh_verify() { # ssh_verify MESSAGE NAMESPACE
    ssh-keygen -Y verify -f "$work/site.allowed" -I site -n "$2" -s "$work/site.sshsig" <"$1"
}
passes "signs for ssh-keygen" "$tool" sshsig "$work/MANIFEST.txt" "$work/site"
passes "ssh-keygen verifies" ssh_verify "$work/MANIFEST.txt" casepack
fails "ssh-keygen refuses a changed message" ssh_verify "$work/changed" casepack
fails "ssh-keygen refuses another namespace" ssh_verify "$work/MANIFEST.txt" file
# The form is ssh-keygen's own: the same lines, up to what depends on the key.
ssh-keygen -q -t ed25519 -N '' -f "$work/own" -C site
ssh-keygen -q -Y sign -f "$work/own" -n casepack "$work/MANIFEST.txt" 2>/dev/null
passes "the armor is that of ssh-keygen" diff <(sed 's/[^-]/x/g' "$work/MANIFEST.txt.sig") \
    <(sed 's/[^-]/x/g' "$work/site.sshsig")

# ---- openssl --------------------------------------------------------------------------------
sm2_verify() { # sm2_verify MESSAGE IDENTITY
    openssl dgst -sm3 -verify "$work/gm.pem" -sigopt "distid:$2" -signature "$work/gm.sm2" "$1"
}
for turn in 1 2 3 4 5 6 7 8; do
    passes "signs for openssl, $turn" "$tool" sm2 "$work/MANIFEST.txt" "$work/gm"
    passes "openssl verifies, $turn" sm2_verify "$work/MANIFEST.txt" 1234567812345678
done
fails "openssl refuses a changed message" sm2_verify "$work/changed" 1234567812345678
fails "openssl refuses another identity" sm2_verify "$work/MANIFEST.txt" 8765432187654321
passes "openssl reads the public key" openssl pkey -pubin -in "$work/gm.pem" -noout
passes "the PEM is that of openssl" diff <(openssl pkey -pubin -in "$work/gm.pem") "$work/gm.pem"

# ---- age ------------------------------------------------------------------------------------
age-keygen -o "$work/desk.key" 2>/dev/null
recipient=$(age-keygen -y "$work/desk.key")
head -c 200000 /dev/urandom >"$work/random"
round_trip() { # round_trip BYTES
    head -c "$1" "$work/random" >"$work/plain" &&
        "$tool" age "$recipient" "$work/plain" "$work/sealed.age" &&
        age -d -i "$work/desk.key" "$work/sealed.age" >"$work/back" &&
        cmp "$work/plain" "$work/back"
}
for size in 0 1 65535 65536 65537 131071 131072 131073 200000; do
    passes "age opens $size bytes" round_trip $size
done
age-keygen -o "$work/other.key" 2>/dev/null
fails "age refuses another key" age -d -i "$work/other.key" -o "$work/back" "$work/sealed.age"
for at in 10 40 100 150 200 70000 199999; do
    cp "$work/sealed.age" "$work/changed.age"
    change "$work/changed.age" $at
    fails "age refuses a change at $at" age -d -i "$work/desk.key" -o "$work/back" \
        "$work/changed.age"
done
fails "a recipient with a wrong letter is refused" "$tool" age "${recipient/q/p}x" \
    "$work/plain" "$work/sealed.age"

# ---- zbarimg --------------------------------------------------------------------------------
# The text with two columns a module as a bitmap, eight dots a module.
bitmap() {
    awk '{ row = ""
           for (i = 1; i <= length($0); i += 2) {
               dot = substr($0, i, 1) == "#" ? 1 : 0
               for (k = 0; k < 8; k++) row = row " " dot
           }
           for (k = 0; k < 8; k++) rows[n++] = row
           width = length($0) / 2 * 8 }
         END { print "P1"; print width, n; for (i = 0; i < n; i++) print rows[i] }' "$1"
}
reads() { # reads TEXT
    "$tool" qr "$1" "$work/code" && bitmap "$work/code.txt" >"$work/code.pbm" &&
        [ "$(zbarimg -q --raw "$work/code.pbm")" = "$1" ]
}
passes "zbarimg reads a report code" reads "0:01453 1:02001 3:00084"
passes "zbarimg reads one digit" reads 7
passes "zbarimg reads 134 letters" reads "$(printf 'aB%.0s' $(seq 67))"
passes "zbarimg reads 300 digits" reads "$(printf '%0300d' 42)"
fails "135 letters are too many" reads "$(printf 'aB%.0s' $(seq 67))c"
passes "the SVG is XML" python3 -c \
    'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$work/code.svg"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
