#!/bin/bash
# test_cli.sh - the commands as scripts see them: exit codes, one error line, JSON, the bundle.
#
# CASEPACK names the program. Machines are recorded ones made by machine.py, and this one.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work
unset LANG LANGUAGE LC_MESSAGES
mkdir -p "$HOME"
keys=$work/keys
passed=0 failed=0

ok() { passed=$((passed + 1)); }
not_ok() { # not_ok WHAT [FILE] - with what the program said
    failed=$((failed + 1))
    echo "FAILED: $1"
    [ $# -lt 2 ] || head -n 20 "$2"
}
holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then ok; else not_ok "$what" "$work/said"; fi
}
lacks() { # lacks WHAT COMMAND... - it finds nothing
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then not_ok "$what" "$work/said"; else ok; fi
}

# Runs the program; leaves $work/out, $work/err and $rc.
run() {
    "$casepack" "$@" >"$work/out" 2>"$work/err" </dev/null
    rc=$?
}
ends() { # ends CODE ARGS... - the exit code
    local want=$1
    shift
    run "$@"
    if [ $rc = "$want" ]; then ok; else not_ok "exit $rc, not $want: $*" "$work/err"; fi
}
fails() { # fails CODE NUMBER ARGS... - exit code, one line with the number on stderr, no output
    local want=$1 number=$2
    shift 2
    run "$@"
    if [ $rc = "$want" ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" = 1 ] &&
        grep -qE "^casepack: E$number .+ \(.+\)$" "$work/err"; then
        ok
    else
        not_ok "exit $rc, not $want with one line E$number: $*" "$work/err"
    fi
}
json() { # json CODE EXPRESSION ARGS... - one JSON object d on stdout for which EXPRESSION is true
    local want=$1 expression=$2
    shift 2
    run "$@" --json
    if [ $rc = "$want" ] && python3 - "$expression" "$work/out" 2>>"$work/err" <<'P'; then
import json, sys
d = json.load(open(sys.argv[2], encoding="utf-8"))
sys.exit(0 if isinstance(d, dict) and eval("(" + sys.argv[1] + ")") else 1)
P
        ok
    else
        not_ok "exit $rc, not $want with JSON for which $expression: $*" "$work/err"
        head -c 600 "$work/out"
    fi
}
collect() { # collect OUT ARGS... - a bundle of the recorded machine
    mkdir -p "$work/$1"
    run collect --yes --root "$work/pc" --key-dir "$keys" --case CAS-00000-A0B0C0 \
        --date 2026-01-02 --out "$work/$1" "${@:2}"
}
all_bytes() { # all_bytes BUNDLE FILE - every byte of a bundle, unpacked, into FILE
    (unzip -qp "$1" && unzip -Z1 "$1") >"$2" 2>/dev/null
    holds "there are bytes to look at" test "$(wc -c <"$2")" -gt 2000
}

python3 "$here/machine.py" "$work/pc"
python3 "$here/machine.py" "$work/pc-bad" serial="To Be Filled By O.E.M." board_serial=

# ---- usage
ends 0 --version
holds "the version" grep -qE '^casepack [0-9]+\.[0-9]+' "$work/out"
ends 0 --help
ends 0 help
for command in collect check list judge smbios redact verify show key; do
    ends 0 help $command
    ends 0 $command --help
    fails 2 1002 $command --no-such-option
done
fails 2 1001 no-such-command
fails 2 1001 help no-such-command
fails 2 1001 verify
fails 2 1001 redact one
fails 2 1002 collect --out
fails 2 1004
fails 2 1003 list --lang xx
fails 2 1003 collect --level 7 --out "$work"
fails 2 1003 collect --format tar --out "$work"
fails 2 3006 check --root "$work/pc" --profile none
fails 2 3007 collect --root "$work/pc" --policy none --key-dir "$keys" --out "$work"
fails 2 1001 check --root "$work/pc" --smbios "$work/pc/dump.bin"

# ---- what is not there, or is something else
none=$work/none
fails 5 2001 smbios --from "$none"
fails 5 2001 check --smbios "$none"
fails 5 2001 check --root "$none"
fails 5 2001 verify "$none"
fails 5 2001 show "$none"
fails 5 2001 judge "$none"
fails 5 2001 redact "$none" "$work/redacted" --key-dir "$keys"
fails 5 4107 collect --yes --root "$work/pc" --key-dir "$keys" --out "$none"
run collect --yes --root "$work/pc" --key-dir "$keys" --out "$work" --keywords "$none"
if [ $rc = 5 ]; then ok; else not_ok "exit $rc, not 5: a keyword file that is not there" "$work/err"; fi
head -c 3000 /dev/zero >"$work/zeros"
fails 5 '(2101|3001)' smbios --from "$work/zeros"
holds "the error names the dump" grep -qF "$work/zeros" "$work/err"
fails 4 5001 show "$work/zeros"
ends 4 verify "$work/zeros"
: >"$work/nothing"
ends 4 verify "$work/nothing"

# ---- check, list, judge, smbios
json 0 'len(d["findings"]) >= 12 and all(f["verdict"] != "must-fix" for f in d["findings"])' \
    check --root "$work/pc"
json 1 '[(f["verdict"], f["state"], f["reason"], f["source"]["type"], f["source"]["offset"])
         for f in d["findings"] if f["rule"] == 102] == [("must-fix", "index-zero", 2, 2, 7)]' \
    check --root "$work/pc-bad"
json 1 '[f["reason"] for f in d["findings"] if f["rule"] == 101] == [3]' check --root "$work/pc-bad"
ends 0 check --smbios "$work/pc/dump.bin"
ends 1 check --smbios "$work/pc-bad/dump.bin"
holds "the verdict names its rule" grep -q 102 "$work/out"
ends 0 check --root "$work/pc" --lang zh
holds "Chinese verdicts" grep -q 序列号 "$work/out"
json 0 '{101, 109, 201, 202, 301} <= {r["rule"] for r in d["rules"]}' list
ends 0 list
holds "the list names the hand command" grep -q 'wmic bios get serialnumber' "$work/out"
printf 'system.serial\tTo Be Filled By O.E.M.\nsystem.serial\t\nbaseboard.serial\tPF2K41XQ\n' >"$work/fields"
ends 0 judge "$work/fields"
holds "judged as placeholder, empty, ok" test "$(cut -f3 "$work/out" | tr '\n' ' ')" = "placeholder empty ok "
printf 'no.such.field\tx\n' >"$work/fields"
ends 2 judge "$work/fields"
ends 0 smbios --from "$work/pc/dump.bin"
holds "the decode shows the serial" grep -q SN-4711-0815 "$work/out"
json 0 'any(f["key"] == "smbios.system.serial" and f["value"] == "SN-4711-0815" for f in d["facts"])' \
    smbios --from "$work/pc/dump.bin"

# ---- collect
collect first
if [ $rc = 0 ]; then ok; else not_ok "collect: exit $rc" "$work/err"; fi
bundle=$(ls "$work"/first/*.zip) || {
    not_ok "no bundle, nothing else to test"
    echo "$passed passed, $failed failed"
    exit 1
}
holds "the bundle is named" grep -qF "$bundle" "$work/out"
holds "the bundle code is said" grep -qE '[0-9]{5} [0-9]{5}' "$work/out"
holds "a seal lies beside the bundle" test -s "$bundle.ok"
holds "nothing else lies there" test "$(ls "$work/first" | wc -l)" = 2
holds "nothing was written to the home folder" test -z "$(find "$HOME" -type f)"
holds "unzip accepts it" unzip -tq "$bundle"
mkdir "$work/open" && unzip -qd "$work/open" "$bundle"
holds "sha256sum accepts it" env -C "$work/open" sha256sum -c --strict --quiet MANIFEST.txt
holds "minisign accepts it" env -C "$work/open" minisign -VHm MANIFEST.txt -x sig/site.minisig \
    -P "$(tail -n 1 "$keys/site.pub")"
holds "minisign accepts the release" env -C "$work/open" minisign -VHm release.txt \
    -x sig/release.minisig -P "$(tail -n 1 "$keys/site.pub")"
holds "everything in it is listed" diff <(cd "$work/open" && find . -type f | sed 's/..//' |
    grep -vE '^(MANIFEST\.(txt|sm3)|sig/.*|release\.txt)$' | LC_ALL=C sort) \
    <(sed -nE 's/^SHA256 \((.*)\) = .*/\1/p' "$work/open/MANIFEST.txt" |
        grep -vE '^(release\.txt|MANIFEST\.sm3)$')
id=$(sha256sum "$work/open/MANIFEST.txt" | cut -d' ' -f1)
holds "the bundle id is the hash of the manifest" grep -q "$id" "$work/out"

mkdir -p "$work/json" "$work/json-bad"
json 0 'd["bundle"].endswith(".zip") and len(d["bundle_id"]) == 64 and d["bundle_code"] and d["report_code"]
        and d["findings"] and isinstance(d["withheld"], list)' \
    collect --yes --root "$work/pc" --key-dir "$keys" --out "$work/json" --case CAS-00000-A0B0C0 --date 2026-01-02
json 1 'any(f["rule"] == 102 and f["verdict"] == "must-fix" for f in d["findings"])' \
    collect --yes --root "$work/pc-bad" --key-dir "$keys" --out "$work/json-bad"

# ---- the same again
(
    export TZ=Asia/Shanghai HOME=$work XDG_DATA_HOME=$work/other
    umask 077
    collect second
)
if cmp -s "$bundle" "$work/second/$(basename "$bundle")"; then ok; else
    not_ok "two runs give the same bytes"
fi
cp -r "$keys" "$work/keys-copy"

# ---- levels and policies
collect lab --policy lab --level 2
if [ $rc = 0 ]; then ok; else not_ok "policy lab, level 2: exit $rc" "$work/err"; fi
all_bytes "$work"/lab/*.zip "$work/lab.bytes"
holds "level 2 shows serials" grep -qa SN-4711-0815 "$work/lab.bytes"
lacks "level 2 shows no names and addresses" \
    grep -aiE 'reactor-pc7|zhangsan|192\.0\.2\.77|00:00:5e:00:53:af' "$work/lab.bytes"
collect higher --level 2
if [ $rc = 3 ] || [ $rc = 2 ]; then ok; else not_ok "a level above the policy: exit $rc" "$work/err"; fi
collect strict --policy strict
if [ $rc = 3 ] && [ -z "$(ls "$work/strict")" ]; then ok; else
    not_ok "strict without a second person writes nothing: exit $rc" "$work/err"
fi

echo first-word >"$work/pass"
echo other-word >"$work/pass2"
collect two --policy strict --operator A001 --releaser B002 --releaser-passphrase-file "$work/pass"
if [ $rc = 0 ]; then ok; else not_ok "strict with a second person: exit $rc" "$work/err"; fi
holds "strict: the table leaves as hex text" grep -qx smbios.hex <(unzip -Z1 "$work"/two/*.zip)
holds "strict: the second person signed" grep -qx sig/officer.minisig <(unzip -Z1 "$work"/two/*.zip)
ends 0 verify "$work"/two/*.zip --key-dir "$keys"
collect same --policy strict --operator A001 --releaser A001 --releaser-passphrase-file "$work/pass"
if [ $rc = 3 ] && grep -q E8002 "$work/err"; then ok; else
    not_ok "operator and releaser are two persons: exit $rc" "$work/err"
fi

# ---- a sealed key
sealed=$work/sealed-keys
ends 0 key new --key-dir "$sealed" --passphrase-file "$work/pass"
mkdir "$work/sealed"
fails 3 6004 collect --yes --root "$work/pc" --key-dir "$sealed" --out "$work/sealed"
fails 3 6003 collect --yes --root "$work/pc" --key-dir "$sealed" --out "$work/sealed" \
    --passphrase-file "$work/pass2"
lacks "nothing was written" ls "$work"/sealed/*
ends 0 collect --yes --root "$work/pc" --key-dir "$sealed" --out "$work/sealed" --passphrase-file "$work/pass"
lacks "the passphrase is nowhere" grep -rqa first-word "$sealed" "$work/sealed"

# ---- items and words
run collect --yes --root "$work/pc" --key-dir "$keys" --out "$work" --without no-such-item
if [ $rc = 2 ]; then ok; else not_ok "an item that is not there: exit $rc" "$work/err"; fi
echo sshd >"$work/words"
collect wordless --keywords "$work/words"
unzip -qp "$work"/wordless/*.zip 'logs/*' >"$work/wordless.logs" 2>/dev/null
holds "there are logs" test -s "$work/wordless.logs"
lacks "a keyword does not leave" grep -qa sshd "$work/wordless.logs"

# ---- no value of the machine leaves
all_bytes "$bundle" "$work/first.bytes"
for value in reactor-pc7 zhangsan plant.example.org 192.0.2.77 2001:db8::1234 00:00:5e:00:53:af \
    00005e0053af SN-4711-0815 BS-2003-77 CH-884422 WD-WX11A2B3C4D5 USB0001112223 \
    0123456789abcdef0123456789abcdef 7c1e9a40-d35b-4f6e; do
    lacks "$value does not leave" grep -qaiF -- "$value" "$work/first.bytes"
done

# ---- this machine
mkdir -p "$work/live"
run collect --yes --key-dir "$keys" --out "$work/live" --json
if [ $rc = 0 ] || [ $rc = 1 ]; then ok; else not_ok "collect of this machine: exit $rc" "$work/err"; fi
live=$(ls "$work"/live/*.zip)
ends 0 verify "$live" --key-dir "$keys"
all_bytes "$live" "$work/live.bytes"
own_values() {
    cat /proc/sys/kernel/hostname /etc/hostname /etc/machine-id /sys/class/net/*/address 2>/dev/null
    awk -F: '$3 >= 1000 && $3 < 60000 { print $1 }' /etc/passwd
    awk '/32 host LOCAL/ { print last } { last = $2 }' /proc/net/fib_trie
    id -un | grep -vx root
}
for value in $(own_values | sort -u | grep -vE '^(127\..*|00:00:00:00:00:00|localhost|.{0,3})$'); do
    lacks "a name or address of this machine does not leave" grep -qaiF -- "$value" "$work/live.bytes"
done

# ---- verify and show
ends 0 verify "$bundle" --key-dir "$keys"
json 0 'd["genuine"] and d["sealed"] and not d["problems"] and d["bundle_id"] == "'"$id"'"
        and all(s["good"] and s["trusted"] for s in d["signatures"])' verify "$bundle" --key-dir "$keys"
ends 0 show "$bundle" --key-dir "$keys"
holds "show has the case" grep -q CAS-00000-A0B0C0 "$work/out"
json 0 'd["bundle_id"] == "'"$id"'" and len(d["files"]) > 8' show "$bundle" --key-dir "$keys"
ends 4 verify "$bundle" --key-dir "$work/no-keys"
ends 0 verify "$bundle" --key-dir "$work/no-keys" --key "$keys/site.pub"
mkdir "$work/trust" && cp "$keys/site.pub" "$work/trust"
ends 0 verify "$bundle" --key-dir "$work/no-keys" --trust "$work/trust"

# One changed bit at a time in 200 places, the bundle with and without its seal beside it. A change
# of what a file holds is named with the file. A few bits of a deflate stream can be changed
# without changing what it unpacks to: only the seal can tell.
mkdir "$work/flip"
python3 - "$bundle" "$casepack" "$keys" "$work/flip" >"$work/flips" <<'P'
import shutil, subprocess, sys, zipfile, zlib
bundle, casepack, keys, folder = sys.argv[1:]
data = open(bundle, "rb").read()
entries = [(e, e.header_offset + 30 + len(e.filename)) for e in zipfile.ZipFile(bundle).infolist()]
shutil.copy(bundle + ".ok", folder + "/sealed.zip.ok")

def unpacks_to_the_same(packed, entry):
    stream = zlib.decompressobj(-15)
    try:
        plain = stream.decompress(packed) + stream.flush()
    except zlib.error:
        return False
    return stream.eof and zlib.crc32(plain) == entry.CRC and len(plain) == entry.file_size

def verdict(name, changed):
    path = folder + "/" + name
    open(path, "wb").write(changed)
    p = subprocess.run([casepack, "verify", path, "--key-dir", keys], capture_output=True)
    return p.returncode, (p.stdout + p.stderr).decode("utf-8", "replace")

step = max(1, len(data) // 200)
good = bad = 0
for at in range(step // 2, len(data), step):
    changed = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1:]
    inside = [(e, start) for e, start in entries if start <= at < start + e.compress_size]
    same = any(unpacks_to_the_same(changed[start:start + e.compress_size], e) for e, start in inside)
    for name in ["sealed.zip"] + ([] if same else ["bare.zip"]):
        rc, said = verdict(name, changed)
        if rc == 4 and (same or all(e.filename in said for e, _ in inside)):
            good += 1
        else:
            bad += 1
            print("byte", at, "of", [e.filename for e, _ in inside], name, "exit", rc, said.strip()[:200])
print(good, bad)
P
read -r good bad < <(tail -n 1 "$work/flips")
passed=$((passed + good))
for ((i = 0; i < ${bad:-1}; i++)); do not_ok "one changed bit"; done
[ "${bad:-1}" = 0 ] || head -n 10 "$work/flips"
head -c -1 "$bundle" >"$work/flip/b.zip"
ends 4 verify "$work/flip/b.zip" --key-dir "$keys"
(cat "$bundle" && echo) >"$work/flip/b.zip"
ends 4 verify "$work/flip/b.zip" --key-dir "$keys"
cp "$bundle" "$work/flip/b.zip"
cp "$work"/live/*.ok "$work/flip/b.zip.ok"
ends 4 verify "$work/flip/b.zip" --key-dir "$keys"

# ---- redact
mkdir "$work/logs"
cp "$work/pc/var/log/syslog" "$work/logs/one.log"
ends 0 redact "$work/logs/one.log" "$work/one.redacted" --key-dir "$keys"
lacks "redact leaves no address" grep -qE '192\.0\.2\.77|00:00:5e:00:53:af' "$work/one.redacted"
holds "redact keeps the lines" test "$(wc -l <"$work/one.redacted")" = "$(wc -l <"$work/logs/one.log")"
fails 2 1005 redact "$work/logs/one.log" "$work/one.redacted" --key-dir "$keys"
ends 0 redact "$work/logs" "$work/logs.redacted" --key-dir "$keys" --report "$work/report.json"
holds "redact makes the folder" test -s "$work/logs.redacted/one.log"
holds "redact reports in JSON" python3 -m json.tool "$work/report.json"
ends 0 redact "$work/logs" "$work/dry" --dry-run --key-dir "$keys"
lacks "a dry run writes nothing" test -e "$work/dry"
echo zhangsan-project >"$work/words"
ends 0 redact "$work/logs/one.log" "$work/words.redacted" --key-dir "$keys" --keywords "$work/words"

# ---- key
ends 0 key new --key-dir "$work/new-keys"
holds "the secret key is private" test "$(stat -c %a "$work/new-keys/site.key")" = 600
fails 2 6006 key new --key-dir "$work/new-keys"
ends 0 key show --key-dir "$work/new-keys"
holds "show says the fingerprint" grep -qE '[0-9]{5} [0-9]{5}' "$work/out"
ends 0 key trust "$keys/site.pub" --key-dir "$work/new-keys"
ends 0 verify "$bundle" --key-dir "$work/new-keys"
fails 5 6002 key trust "$none" --key-dir "$work/new-keys"
fails 5 6002 key show --key-dir "$work/no-keys"
ends 2 key nonsense --key-dir "$work/no-keys"

# ---- without permission: said, never taken for empty
chmod 755 "$work/pc-bad"
chmod 000 "$work/pc-bad/sys/firmware/dmi/tables/DMI" \
    "$work/pc-bad/sys/firmware/dmi/tables/smbios_entry_point"
as_user=()
[ "$(id -u)" != 0 ] || as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
"${as_user[@]}" "$casepack" check --json --root "$work/pc-bad" --key-dir "$work/none" >"$work/out" 2>"$work/err"
holds "without permission 101 and 102 are unread, not empty" python3 -c '
import json, sys
f = {x["rule"]: x for x in json.load(open(sys.argv[1]))["findings"]}
assert all(f[r]["verdict"] == "unread" and f[r]["reason"] == 8 and f[r]["state"] == "denied" for r in (101, 102)), f
' "$work/out"
"${as_user[@]}" "$casepack" smbios --root "$work/pc-bad" >"$work/out" 2>"$work/err"
rc=$?
if [ $rc = 5 ] && grep -q '^casepack: E2002 ' "$work/err"; then ok; else
    not_ok "smbios without permission: exit $rc" "$work/err"
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
