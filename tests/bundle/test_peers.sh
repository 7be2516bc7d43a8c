#!/bin/bash
# test_peers.sh - programs that know nothing of casepack accept its bundle and see changes.
set -u
program=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# check WANT TEXT COMMAND...: the command succeeds (0) or fails (1); output only when it does not.
check() {
    local want=$1 text=$2 got=0
    shift 2
    "$@" >"$work/log" 2>&1 || got=1
    if [ $got -eq "$want" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $text"
        sed 's/^/    /' "$work/log"
    fi
}

# peer NAME: whether it is installed; its absence is said, not counted.
peer() {
    command -v "$1" >/dev/null && return 0
    echo "skipped: no $1 here"
    return 1
}

finish() {
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ]
    exit
}

flip_middle_byte() {
    local at=$(($(stat -c %s "$1") / 2))
    local byte
    byte=$(od -An -tu1 -j $at -N 1 "$1")
    printf '%b' "$(printf '\\0%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek=$at conv=notrunc status=none
}

# --- a bundle, and it unpacked ---
mkdir "$work/out" "$work/un"
"$program" collect --yes --out "$work/out" --key-dir "$work/keys" >"$work/collect" 2>&1
rc=$? # 1: this machine has findings
check 0 "collect ends with $rc: $(tail -1 "$work/collect")" test $rc -le 1
zips=("$work"/out/*.zip)
zip=${zips[0]}
check 0 "there is a bundle" test -s "$zip"
[ -s "$zip" ] || finish
peer unzip || finish
check 0 "unzip finds no fault" unzip -tq "$zip"
check 0 "unzip unpacks it" unzip -q "$zip" -d "$work/un"
cd "$work/un" || exit 1

# --- every file by its hash ---
check 0 "sha256sum accepts MANIFEST.txt" sha256sum --strict -c MANIFEST.txt
if cksum -a sm3 /dev/null >/dev/null 2>&1; then
    check 0 "cksum accepts MANIFEST.sm3" cksum --strict -c MANIFEST.sm3
else
    echo "skipped: cksum here has no SM3"
fi
find . -type f | sed 's|^\./||' | grep -Ev '^(MANIFEST.txt|release.txt|sig/)' | LC_ALL=C sort \
    >"$work/found"
sed 's/^SHA256 (\(.*\)) = .*/\1/' MANIFEST.txt >"$work/listed"
check 0 "the manifest lists every file, sorted" cmp "$work/found" "$work/listed"
check 0 "release.txt names the bundle id" \
    grep -qx "bundle id: $(sha256sum MANIFEST.txt | cut -d' ' -f1)" release.txt
check 0 "the seal names the hash of the zip" \
    grep -qx "sha256: $(sha256sum "$zip" | cut -d' ' -f1)" "$zip.ok"

# --- signatures ---
if peer minisign; then
    pub=$work/keys/site.pub
    key=$(sed -n 2p "$pub")
    counter=sig/release.minisig counter_pub=$pub
    [ -e sig/officer.minisig ] && counter=sig/officer.minisig counter_pub=$work/keys/officer.pub
    check 0 "minisign accepts the signature" minisign -VHm MANIFEST.txt -x sig/site.minisig -P "$key"
    check 0 "minisign reads the public key" minisign -VHm MANIFEST.txt -x sig/site.minisig -p "$pub"
    check 0 "minisign accepts the release" minisign -VHm release.txt -x $counter -p "$counter_pub"
    cp MANIFEST.txt "$work/manifest"
    flip_middle_byte MANIFEST.txt
    check 1 "minisign refuses a changed manifest" \
        minisign -VHm MANIFEST.txt -x sig/site.minisig -P "$key"
    cp "$work/manifest" MANIFEST.txt
    sed -i 's/^trusted comment: ./trusted comment: X/' sig/site.minisig
    check 1 "minisign refuses a changed comment" \
        minisign -VHm MANIFEST.txt -x sig/site.minisig -P "$key"
fi
check 0 "verify accepts the bundle" "$program" verify --key-dir "$work/keys" "$zip"
flip_middle_byte report.txt
check 1 "sha256sum refuses a changed file" sha256sum --strict -c MANIFEST.txt
cp "$zip" "$work/flipped.zip"
flip_middle_byte "$work/flipped.zip"
check 1 "verify refuses a changed bundle" "$program" verify --key-dir "$work/keys" \
    "$work/flipped.zip"
finish
