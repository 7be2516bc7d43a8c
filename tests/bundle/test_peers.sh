#!/bin/bash
# test_peers.sh - programs that know nothing of casepack accept its bundles and see changes.
#
# One bundle of each form, signed by site, SM2 key and a second person: the checks of packers and
# hashers, and the very commands that README.txt in the bundle gives. Each accepts; each refuses
# after one changed byte.
set -u
program=$(realpath -e "${CASEPACK:-build/casepack}") || exit
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

# refuses_change TEXT FILE COMMAND...: accepts the file as it is, refuses it with one bit turned.
refuses_change() {
    local text=$1 file=$2
    shift 2
    check 0 "$text accepts" "$@"
    cp "$file" "$work/kept"
    flip_middle_byte "$file"
    check 1 "$text refuses a change of ${file##*/}" "$@"
    cp "$work/kept" "$file"
}

cd "$(dirname "$0")/../.." || exit 1
python3 tests/cli/machine.py "$work/pc"
printf 'a long enough secret\n' >"$work/officer"
collect() { # collect FORMAT ARGS... - leaves the path in $bundle
    local format=$1
    shift
    mkdir -p "$work/$format"
    "$program" collect --yes --root "$work/pc" --policy strict --operator A1 --releaser B2 \
        --releaser-passphrase-file "$work/officer" --gm --case CAS-00000-A0B0C0 --date 2026-01-02 \
        --key-dir "$work/keys" --out "$work/$format" --format "$format" "$@" >"$work/said" 2>&1
    local rc=$? # 1: the machine has findings
    bundle=$(sed -n 's/^\(Bundle:\|[^ ]*包：\) *\(.*[^ ]\)  ([0-9]*)$/\2/p' "$work/said")
    check 0 "collect --format $format ends with $rc: $(tail -1 "$work/said")" test $rc -le 1
    check 0 "there is a bundle: $bundle" test -e "$bundle"
}
export LC_ALL=C.UTF-8

# --- containers ---
desk_key=$work/desk.key
peer age && age-keygen -o "$desk_key" 2>/dev/null
collect zip ${desk_key:+--seal "$(age-keygen -y "$desk_key")"}
zip=$bundle
if peer unzip; then
    refuses_change "unzip" "$zip" unzip -tq "$zip"
    mkdir "$work/un"
    check 0 "unzip unpacks it" unzip -q "$zip" -d "$work/un"
fi
! peer 7zz || refuses_change "7zz" "$zip" 7zz t "$zip"
age_says() { age -d -i "$desk_key" "$zip.age" | cmp - "$zip"; }
! peer age || refuses_change "age" "$zip.age" age_says
refuses_change "verify" "$zip" "$program" verify --key-dir "$work/keys" "$zip"

unpacks_the_same() { # unpacks_the_same TEXT COMMAND... - into the folder "$work/other"
    local text=$1
    shift
    rm -rf "$work/other" && mkdir "$work/other"
    check 0 "$text unpacks it" "$@"
    # SM2 signatures are random.
    check 0 "$text finds the files of the zip" diff -r -x site.sm2 "$work/un" \
        "$(dirname "$(find "$work/other" -name MANIFEST.txt)")"
}
collect tar.zst
peer zstd && peer bsdtar && {
    check 0 "zstd finds no fault" zstd -tq "$bundle"
    unpacks_the_same "bsdtar" bsdtar -xf "$bundle" -C "$work/other"
    unpacks_the_same "tar" tar --zstd -xf "$bundle" -C "$work/other"
}
refuses_change "verify" "$bundle" "$program" verify --key-dir "$work/keys" "$bundle"
collect iso
! peer xorriso || unpacks_the_same "xorriso" xorriso -osirrox on -indev "$bundle" \
    -extract / "$work/other"
! peer isoinfo || check 0 "isoinfo lists it" isoinfo -l -R -i "$bundle"
refuses_change "verify" "$bundle" "$program" verify --key-dir "$work/keys" "$bundle"
collect dir
check 0 "the folder holds the files of the zip" diff -r -x site.sm2 "$work/un" "$bundle"
refuses_change "verify" "$bundle/report.txt" "$program" verify --key-dir "$work/keys" "$bundle"
mkdir "$work/pieces"
collect zip --split 5000 --out "$work/pieces"
joined=$work/pieces/joined.zip
join_and_test() { cat "${bundle%.001}".0* >"$joined" && unzip -tq "$joined"; }
! peer unzip || check 0 "cat joins the pieces, unzip finds no fault" join_and_test
check 0 "verify joins the pieces" "$program" verify --key-dir "$work/keys" "${bundle%.001}.ok"
refuses_change "verify" "${bundle%1}2" "$program" verify --key-dir "$work/keys" "$bundle"

# --- what the manifest says ---
cd "$work/un" || exit 1
find . -type f | sed 's|^\./||' | grep -Ev '^(MANIFEST.txt|release.txt|sig/)' | sort >"$work/found"
sed 's/^SHA256 (\(.*\)) = .*/\1/' MANIFEST.txt >"$work/listed"
check 0 "the manifest lists every file, sorted" cmp "$work/found" "$work/listed"
check 0 "the seal names the hash of the zip" \
    grep -qx "sha256: $(sha256sum "$zip" | cut -d' ' -f1)" "$zip.ok"

# --- README.txt: its commands, with the keys that the desk has had since enrolment ---
cp "$work/keys/"{site.pub,site.sm2.pub,officer.pub} .
"$program" key show --key-dir "$work/keys" --json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["allowed_signer"], end="")' >site.allowed
# One command a file; a command goes on over a backslash at the end of a line.
mkdir "$work/commands"
sed -n '/^  Linux/,/^  Windows/p' README.txt | sed -n 's/^    //p' |
    awk -v dir="$work/commands" '{ print > (dir "/" n + 10) } !/\\$/ { n++ }'
for command in "$work"/commands/*; do
    text="README: $(head -n 1 "$command")"
    word=$(cut -d' ' -f1 "$command" | head -n 1)
    peer "$word" || continue
    check 0 "$text" bash "$command"
    # Every file that it names, and is not a key, counts.
    for file in MANIFEST.txt MANIFEST.sm3 release.txt sig/site.minisig sig/site.sshsig sig/site.sm2 \
        sig/officer.minisig report.txt; do
        grep -qF "$file" "$command" || [[ $file == report.txt && $text == *" -c "* ]] || continue
        [[ $word == grep && $file == release.txt ]] || refuses_change "$text" "$file" bash "$command"
    done
done
check 0 "there are seven commands" test "$(ls "$work/commands" | wc -l)" = 7
check 0 "README names the key" grep -qF "$(sed -n 's/.*key \([0-9A-F]*\)$/\1/p' site.pub)" README.txt
check 1 "README does not name the bundle" grep -qF "$(sha256sum <MANIFEST.txt | cut -c1-64)" README.txt
sed -i 's/^trusted comment: ./trusted comment: X/' sig/site.minisig
check 1 "minisign refuses a changed comment" minisign -VHm MANIFEST.txt -x sig/site.minisig -p site.pub
finish
