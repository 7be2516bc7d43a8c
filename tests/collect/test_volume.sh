#!/bin/bash
# test_volume.sh - a Windows that does not run: its disk as a folder, and as a mounted NTFS image.
#
# tool_volume makes hives, event logs, a client, and beside them what must never be opened.
# CASEPACK names the program.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
tool=$(dirname "$casepack")/tests/collect/tool_volume
work=$(mktemp -d)
mounted=
finish() {
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$work"
}
trap finish EXIT
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work
unset LANG LANGUAGE LC_MESSAGES
mkdir -p "$HOME" "$work/disk"
passed=0 failed=0 skipped=0

ok() { passed=$((passed + 1)); }
not_ok() {
    failed=$((failed + 1))
    echo "FAILED: $1"
}
holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then ok; else
        not_ok "$what"
        head -n 20 "$work/said"
    fi
}
lacks() { # lacks WHAT COMMAND... - it finds nothing
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        not_ok "$what"
        head -n 20 "$work/said"
    else ok; fi
}
fact() { # fact OUT KEY INSTANCE STATE [VALUE] - stands so in the bundle's facts
    holds "$2 $3 is $4 ${5:-}" python3 - "$@" <<'P'
import glob, json, sys
out, key, instance, state = sys.argv[1:5]
facts = json.load(open(glob.glob(out + "/*/facts.json")[0], encoding="utf-8"))["facts"]
found = [f for f in facts if f["key"] == key and f.get("instance", 0) == int(instance)]
print(found)
want = sys.argv[5] if len(sys.argv) > 5 else None
sys.exit(0 if found and found[0]["state"] == state and want in (None, found[0]["value"]) else 1)
P
}
collect() { # collect ROOT OUT
    mkdir -p "$2"
    "$casepack" collect --yes --root "$1" --key-dir "$work/keys" --case CAS-00000-A0B0C0 \
        --date 2026-01-02 --format dir --out "$2" >"$work/out" 2>"$work/err" </dev/null
}

holds "a disk is made" "$tool" "$work/disk"
collect "$work/disk" "$work/one"
holds "findings, and so exit code 1" test $? = 1

# ---- what it is
fact "$work/one" os.name 0 ok "Windows 10 Enterprise G"
fact "$work/one" os.edition 0 ok EnterpriseG
fact "$work/one" os.mark_edition 0 ok CMGE
fact "$work/one" os.mark_version 0 ok V2022-L
fact "$work/one" os.version 0 ok 10.0.19044.1288
fact "$work/one" os.installed 0 ok 2022-02-01
fact "$work/one" client.version 0 ok 3.1.2.0
fact "$work/one" client.generation 0 ok V3
fact "$work/one" client.version 2 absent
fact "$work/one" client.registry 1 ok "Status: number 0"
fact "$work/one" service.start 0 ok automatic
fact "$work/one" service.start 1 ok disabled
fact "$work/one" service.state 0 not-applicable
fact "$work/one" firmware.mode 0 ok uefi
fact "$work/one" clock.zone 0 ok "China Standard Time"
fact "$work/one" activation.state 0 ok failed
fact "$work/one" activation.code 0 ok 0x8007232B
fact "$work/one" disk.serial 0 not-applicable
fact "$work/one" nic.physical 0 not-applicable

# ---- the system's own view beside the table
fact "$work/one" smbios.system.product 0 ok "Desk 7"
fact "$work/one" smbios.system.product_other 0 ok EX-PC
"$casepack" check --root "$work/disk" --json >"$work/findings"
holds "the difference is flagged" python3 -c '
import json, sys
f = {f["rule"]: f for f in json.load(open(sys.argv[1]))["findings"]}
sys.exit(0 if f[104]["verdict"] == "must-fix" and f[106]["verdict"] == "ok" else 1)' \
    "$work/findings"

# ---- lines of events and of the client's log, without names
bundle=$work/one/casepack-CAS-00000-A0B0C0-m01-s1
holds "two failures" test "$(grep -c '  8198  error  ' "$bundle/events-application.txt")" = 2
holds "with their code" grep -q "hr=0xC004F074 | RuleId=1" "$bundle/events-application.txt"
lacks "no other event" grep -rq "secret-program" "$bundle"
holds "the log of the client" grep -q "activation failed" "$bundle/logs/0001.log"
for name in PC-NEW-17 PC-OLD-03 WIN-EXAMPLE01 zhangwei sheji-5f lab.example 192.168.7.9 \
    1234-5678-90123 00000000abcd PF3X9KQ7; do
    lacks "no $name leaves" grep -rqaiF "$name" "$bundle"
done

# ---- never
lacks "no byte of what is never read" grep -rqa NEVER "$bundle"
if strace -o /dev/null true 2>/dev/null; then
    strace -f -y -e trace=open,openat,openat2 -o "$work/trace" "$casepack" check \
        --root "$work/disk" >"$work/said" 2>&1
    strace -f -y -e trace=open,openat,openat2 -o "$work/trace2" "$casepack" collect --yes \
        --root "$work/disk" --key-dir "$work/keys" --with client-logs,system-events,setup-logs \
        --format dir --out "$work" >"$work/said" 2>&1
    grep -hE "<$work/disk/[^>]*>, \"" "$work/trace" "$work/trace2" | grep -v O_PATH |
        sed -E 's/.*<([^>]*)>, "([^"]*)".*/\1\/\2/' | sort -u >"$work/opened"
    holds "the trace sees files" grep -qi "config/software" "$work/opened"
    lacks "no code is loaded" grep -hE '\.so[".]' "$work/trace" "$work/trace2"
    while read -r path; do
        lacks "$path is never opened" grep -qxF "$work/disk/$path" "$work/opened"
    done < <("$tool" never)
    # SYSTEM, SOFTWARE, two logs of events, the client and its log; the rest are folders.
    lacks "no other file is opened" grep -vE \
        '/\.$|config/(SYSTEM|software)$|Logs/(Application|System)\.evtx$|CMITActivation/(cmitclient\.exe|Client\.LOG)$' \
        "$work/opened"
else
    skipped=$((skipped + 1))
fi

# ---- the same on NTFS
if truncate -s 32M "$work/ntfs" && mkntfs -Q -F -q "$work/ntfs" >/dev/null 2>&1 &&
    mkdir "$work/mnt" && ntfs-3g "$work/ntfs" "$work/mnt" 2>/dev/null; then
    mounted=$work/mnt
    holds "a disk is made on NTFS" "$tool" "$mounted"
    umount "$mounted" && ntfs-3g -o ro "$work/ntfs" "$mounted"
    collect "$mounted" "$work/two"
    for file in facts.json events-application.txt findings.json; do
        holds "NTFS gives the same $file" cmp "$bundle/$file" \
            "$work/two/${bundle##*/}/$file"
    done
else
    skipped=$((skipped + 1))
fi

# ---- damage
: >"$work/disk/Windows/System32/config/software"
printf 'ElfFile\0broken' >"$work/disk/Windows/System32/WinEvt/Logs/Application.evtx"
collect "$work/disk" "$work/three"
fact "$work/three" os.edition 0 unreadable
fact "$work/three" activation.state 0 unreadable
fact "$work/three" service.start 0 ok automatic
rm "$work/disk/Windows/System32/config/software"
ln -s SYSTEM "$work/disk/Windows/System32/config/SOFTWARE"
collect "$work/disk" "$work/four"
fact "$work/four" os.edition 0 unreadable

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
