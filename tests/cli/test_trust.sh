#!/bin/bash
# test_trust.sh - keys from the first to the revoked, what a desk demands, replay, the sheet, the
# sealed copy and the QR symbol: as the commands show them.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath -e "${CASEPACK:-build/casepack}") || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work/home
unset XDG_DATA_HOME
passed=0 failed=0
keys=$work/keys desk=$work/desk

check() { # check TEXT COMMAND...
    local text=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $text"
        head -n 20 "$work/log"
    fi
}
ends() { # ends CODE NUMBER ARGS... - the exit code and, with E...., the number of the error
    local want=$1 number=$2 rc
    shift 2
    "$casepack" "$@" >"$work/out" 2>"$work/err" </dev/null
    rc=$?
    check "exit $rc, not $want $number: $* $(tail -1 "$work/err")" \
        test $rc = "$want" -a \( "$number" = - -o -n "$(grep "casepack: $number " "$work/err")" \)
}
collect() { # collect FOLDER ARGS... - leaves the path in $bundle
    local out=$work/$1
    shift
    mkdir -p "$out"
    ends 0 - collect --yes --root "$work/pc" --key-dir "$keys" --out "$out" --date 2026-01-02 \
        --case CAS-00000-A0B0C0 "$@"
    bundle=$(ls "$out"/*.zip)
}
python3 tests/cli/machine.py "$work/pc"
echo 'a long enough secret' >"$work/pass"

# ---- the site's keys, and what the desk takes
ends 0 - key new --gm --key-dir "$keys" --passphrase-file "$work/pass"
check "the SM2 secret is private" test "$(stat -c %a "$keys/site.sm2.key")" = 600
ends 2 E6006 key new --gm --key-dir "$keys" --passphrase-file "$work/pass"
check "openssl reads the SM2 key" openssl pkey -pubin -noout -in "$keys/site.sm2.pub"
ends 0 - key trust "$keys/site.pub" --require sm2 --key-dir "$desk"
check "the demand stands in POLICY" grep -qE '^requires [0-9A-F]{16} sm2$' "$desk/trust/POLICY"
ends 2 E1003 key trust "$keys/site.pub" --require notary --key-dir "$desk"
sign=(--passphrase-file "$work/pass")
collect one --gm "${sign[@]}"
ends 0 - verify "$bundle" --key-dir "$desk"
ends 0 - verify "$bundle" --key "$keys/site.pub" --key-dir "$work/none"
collect plain "${sign[@]}"
ends 0 - verify "$bundle" --key-dir "$keys"
ends 4 E5010 verify "$bundle" --key-dir "$desk"

# ---- replay
one=$(ls "$work"/one/*.zip)
collect again --gm "${sign[@]}"
check "the same inputs keep their number" test "${bundle##*/}" = "${one##*/}"
collect two --gm "${sign[@]}" --role failing
check "another case has the next number" test "${bundle##*/}" != "${one##*/}"
two=$bundle
ends 0 - verify "$one" --record --key-dir "$desk"
ends 0 - verify "$two" --record --key-dir "$desk"
ends 0 - verify "$two" --record --key-dir "$desk"
ends 4 E5011 verify "$one" --key-dir "$desk"
ends 4 E5011 verify "$one" --record --key-dir "$desk"
ends 0 - verify "$one" --key-dir "$keys"

# ---- a new key for the old one
old=$(sed -n 's/.*key \([0-9A-F]*\)$/\1/p' "$keys/site.pub")
cp "$keys/site.pub" "$work/old.pub"
ends 3 E6004 key rotate --key-dir "$keys"
ends 0 - key rotate --key-dir "$keys" "${sign[@]}"
check "minisign accepts the statement" minisign -VHm "$keys/site.pub" -x "$keys/site.rotation" \
    -p "$work/old.pub"
ends 0 - verify "$two" --key-dir "$keys"
collect three --gm "${sign[@]}"
ends 4 E5005 verify "$bundle" --key-dir "$desk"
ends 0 - key trust "$keys/site.pub" --key-dir "$desk"
ends 0 - verify "$bundle" --key-dir "$desk"
ends 0 - verify "$two" --key-dir "$desk"
ends 4 E5005 key trust "$keys/site.pub" --key-dir "$work/stranger"
ends 0 - key revoke "$old" --key-dir "$desk"
ends 4 E5009 verify "$two" --key-dir "$desk"
ends 0 - verify "$bundle" --key-dir "$desk"
ends 0 - key revoke --key-dir "$keys"
mkdir "$work/revoked"
ends 4 E5009 collect --yes --root "$work/pc" --key-dir "$keys" --out "$work/revoked" "${sign[@]}"
check "nothing was written" test -z "$(ls "$work/revoked")"
ends 5 E6002 key revoke "$work/none.pub" --key-dir "$desk"

# ---- the sheet
keys=$work/keys2
collect sheet --policy strict --operator A17 --releaser B02 --releaser-passphrase-file "$work/pass"
unzip -qd "$work/un" "$bundle"
check "the sheet is what it should be" python3 - "$work/un" <<'P'
import hashlib, os, re, sys, unicodedata
root = sys.argv[1]
text = open(root + "/release.txt", encoding="utf-8").read()
lines = text.split("\n")
assert lines.pop() == "" and len(lines) % 66 == 0, len(lines)
wide = [l for l in lines if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in l) > 80]
assert not wide, wide
pages = len(lines) // 66
for page in range(pages):
    assert lines[66 * page + 65].endswith(f"page {page + 1} of {pages}"), lines[66 * page + 65]
for word in ("编号", "日期", "设备", "用途", "操作员", "A17", "放行人", "B02", "输出形式", "介质",
             "收件人", "去除", "签字", "归还", "销毁", "备注", "Number", "Date", "Device", "Purpose",
             "Operator", "Releaser", "Form", "Medium", "Receiver", "Removed", "Return", "Remarks"):
    assert word in text, word
groups = lambda h: [" ".join(h[i:i + 4] for i in range(at, at + 32, 4)) for at in (0, 32)]
for folder, _, names in os.walk(root):
    for name in names:
        path = os.path.relpath(os.path.join(folder, name), root)
        if path.startswith("sig/") or path == "release.txt":
            continue
        data = open(os.path.join(root, path), "rb").read()
        row = next(i for i, l in enumerate(lines) if re.match(rf" *\d+ {re.escape(path)} ", l))
        assert lines[row].split()[-1] == str(len(data)), lines[row]
        for part, (a, b) in enumerate(zip(groups(hashlib.sha256(data).hexdigest()),
                                          groups(hashlib.new("sm3", data).hexdigest()))):
            assert lines[row + 1 + part] == a + "  " + b, path
P
check "redaction.txt names policy and rules" grep -qP '^# policy\tstrict 1$' "$work/un/redaction.txt"
check "case.txt holds the hash of the policy" grep -qx \
    "policy sha256: $(sha256sum templates/policies/strict.yaml | cut -d' ' -f1)" "$work/un/case.txt"
check "redaction.txt holds no value" bash -c '! grep -qE "zhangsan|192\.0\.2\.77|SN-4711" "$1"' - \
    "$work/un/redaction.txt"
check "case.txt says who must sign" grep -qx 'required signers: site officer' "$work/un/case.txt"

# ---- a sealed copy, a symbol
age-keygen -o "$work/desk.key" 2>/dev/null
recipient=$(age-keygen -y "$work/desk.key")
mkdir "$work/none"
ends 2 E1003 collect --yes --root "$work/pc" --key-dir "$keys" --out "$work/none" --seal "${recipient}x"
ends 2 E1001 collect --yes --root "$work/pc" --key-dir "$keys" --out "$work/none" --format dir \
    --seal "$recipient"
ends 3 E8003 collect --yes --root "$work/pc" --key-dir "$keys" --out "$work/none" --qr "$work/q.svg"
check "nothing was written" test -z "$(ls "$work/none")"
collect sealed --seal "$recipient" --policy lab --qr "$work/q.svg"
check "age opens the copy" cmp "$bundle" <(age -d -i "$work/desk.key" "$bundle.age")
check "bundle, seal, copy and nothing else" test "$(ls "$work/sealed" | wc -l)" = 3
check "the symbol is an SVG image" python3 -c \
    'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$work/q.svg"
check "the sheet shows it too" grep -q '█' <(unzip -p "$bundle" release.txt)

echo "$passed passed, $failed failed"
[ $failed = 0 ]
