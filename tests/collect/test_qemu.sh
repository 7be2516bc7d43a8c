#!/bin/bash
# test_qemu.sh - PCs of their own in QEMU: a whole job whose bundle is verified outside, and what
# is found where one thing or another is wrong. CASEPACK names the program; what the guests said
# stays in build/qemu-test.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
out=build/qemu-test
rm -rf $out
mkdir -p $out
export LC_ALL=C.UTF-8
passed=0 failed=0 skipped=0

# structure FILE TYPE HANDLE HEX [STRING...] - an SMBIOS structure as -smbios file= takes it; HEX is
# what follows the header.
structure() {
    python3 - "$@" <<'STRUCTURE'
import struct, sys
path, kind, handle, rest, *strings = sys.argv[1:]
rest = bytes.fromhex(rest)
text = b"".join(s.encode() + b"\0" for s in strings) or b"\0"
head = struct.pack("<BBH", int(kind), 4 + len(rest), int(handle))
open(path, "wb").write(head + rest + text + b"\0")
STRUCTURE
}
uuid=5f1d3c2ba4978e4c9b07d3610c52ef88
board="00 09 00 0003 0a 00" # after the serial: asset, features, location, chassis, type, contained
structure $out/blank.bin 1 256 "01 02 00 03 $uuid 06 00 00" ExampleMaker "PC 4410 MT" " "
structure $out/range.bin 1 256 "01 02 00 09 $uuid 06 00 00" ExampleMaker "PC 4410 MT"
structure $out/board1.bin 2 512 "01 02 00 00 $board" ExampleBoards B-100
structure $out/board2.bin 2 513 "01 02 00 03 $board" ExampleBoards B-200 YM7X41920K
system="type=1,manufacturer=ExampleMaker,product=PC 4410 MT,serial=CZC8417QPX"
long=$(printf 'K7%.0s' {1..31})9QX # 65 bytes

# Two guests at a time, as there are processors; 10 s each.
boot() { # boot NAME ARGS... - what comes home is in $out/NAME/stick
    mkdir -p $out/"$1"
    tests/machines/qemu.sh "$casepack" $out/"$1" "${@:2}" >$out/"$1".said 2>&1
    echo $? >$out/"$1".rc
}
boot whole &
boot blank job=check nics=none -- -smbios file=$out/blank.bin \
    -smbios "type=2,manufacturer=ExampleBoards,product=B-100,serial=Default string" &
wait
boot missing job=check system=usb nics=down -- -smbios "$system" &
boot two job=check system=usb usb-serial="$long" -- -smbios file=$out/range.bin \
    -smbios file=$out/board1.bin -smbios file=$out/board2.bin &
wait
boot uefi firmware=uefi
case $(cat $out/*.rc | tr -d '\n') in # in the order of their names: blank missing two uefi whole
00000) ;;
000770) skipped=1 ;; # no firmware to be had
*77*)
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
    ;;
*)
    cat $out/*.said
    echo "0 passed, 1 failed"
    exit 1
    ;;
esac
stick=$out/whole/stick

holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >$out/said 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        head -n 20 $out/said
    fi
}
# json WHAT FILE EXPRESSION - true of the JSON object d; rule(N) is its finding, disk and nic are
# the facts of one, fact(KEY) is a value.
json() {
    holds "$1" python3 - "$2" "$3" <<'CHECK'
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
def rule(number):
    return next(f for f in d["findings"] if f["rule"] == number)
def of(group, name):
    named = [f for f in d["facts"] if f["key"] == group + ".name" and f["value"] == name]
    return {f["key"][len(group) + 1:]: f for f in d["facts"]
            if f["key"].startswith(group + ".") and f["instance"] == named[0]["instance"]}
def fact(key, what="value"):
    return next(f[what] for f in d["facts"] if f["key"] == key)
disk = lambda name: of("disk", name)
nic = lambda name: of("nic", name)
if not eval("(" + sys.argv[2] + ")"):
    sys.exit("not so: " + sys.argv[2] + "\n" + json.dumps(d, indent=1, ensure_ascii=False)[:4000])
CHECK
}

report=$stick/collect.json
bundle=$(echo $stick/*.zip)
holds "something needs action" grep -qx 1 $stick/collect.rc
holds "nothing is said on stderr" test ! -s $stick/collect.err
json "101 is ok" $report 'rule(101)["verdict"] == "ok"'
json "102 must be fixed" $report 'rule(102)["verdict"] == "must-fix"'
json "102 is told as index zero" $report 'rule(102)["state"] == "index-zero"'
json "102 names type and offset" $report \
    'rule(102)["source"]["type"] == 2 and rule(102)["source"]["offset"] == 7'
json "201 is ok" $report 'rule(201)["verdict"] == "ok"'
json "202 is ok" $report 'rule(202)["verdict"] == "ok"'
json "301 is ok" $report 'rule(301)["verdict"] == "ok"'

# Outside, with nothing but the public key.
holds "the seal is there" test -s "${bundle%.zip}.ok" -o -s "$bundle.ok"
holds "the bundle is genuine" "$casepack" verify "$bundle" --key $stick/site.pub --key-dir $out/keys
holds "another program opens it" unzip -q -t "$bundle"
cp "$bundle" $out/altered.zip
printf X | dd of=$out/altered.zip bs=1 seek=200 conv=notrunc status=none
holds "an altered one is refused" bash -c \
    "'$casepack' verify $out/altered.zip --key $stick/site.pub --key-dir $out/keys; [ \$? = 4 ]"

# The facts of that machine, as the reader of the bundle sees them.
mkdir $out/open
unzip -q -d $out/open "$bundle"
facts=$out/open/facts.json
json "the system is on the SATA disk" $facts 'disk("sda")["holds_system"]["value"] == "yes"'
json "whose serial has 20 bytes" $facts 'disk("sda")["serial_bytes"]["value"] == "20"'
json "and which is not removable" $facts 'disk("sda")["removable"]["value"] == "no"'
json "the stick is removable" $facts 'disk("sdb")["removable"]["value"] == "yes"'
json "eth0 is enabled" $facts 'nic("eth0")["enabled"]["value"] == "yes"'
json "eth1 is physical and not enabled" $facts \
    'nic("eth1")["physical"]["value"] == "yes" and nic("eth1")["enabled"]["value"] == "no"'
json "there is one way to the system" $facts \
    'disk("sda")["system_path"]["value"] == "/ (ext4) -> sda" and fact("disk.system_candidates") == "1"'
json "eth0 has the address of its hardware" $facts 'nic("eth0")["mac_kind"]["value"] == "permanent"'
json "dummy0 has a random one" $facts \
    'nic("dummy0")["mac_kind"]["value"] == "random" and nic("dummy0")["kind"]["value"] == "virtual"'
json "it was not started by UEFI" $facts \
    'fact("firmware.mode") == "legacy" and fact("firmware.secure_boot", "state") == "not-applicable"'
json "it knows that it is a guest" $facts \
    '"processor flag hypervisor" in fact("system.virtual_signs")'
json "the length of the product key is known" $facts \
    'fact("firmware.msdm") == "yes" and fact("firmware.msdm_bytes") == "85"'
holds "the log is in it" grep -rql "kernel:" $out/open/logs
for secret in guest-pc17 zhangwei 52:54:00:12:34 CZC8417QPX EX-DISK-7F3K92LQ40TB \
    USB-EXAMPLE-01 MADEU-PKEYX; do
    holds "no $secret leaves" bash -c "! grep -rqa -- '$secret' $out/open"
done

# ---- the matrix: what is found where something is wrong, and the digit said on the phone
said_as() { # said_as GUEST RULE - the digit that is decoded from the guest's report code
    python3 - "$casepack" $out/"$1"/stick/root.json "$2" <<'SAID'
import json, subprocess, sys
casepack, path, rule = sys.argv[1:]
code = json.load(open(path, encoding="utf-8"))["report_code"]
said = subprocess.run([casepack, "decode", "--json"] + code.split(), capture_output=True).stdout
print(next(c["reason"] for c in json.loads(said)["says"]["checks"] if c["rule"] == int(rule)))
SAID
}
finds() { # finds GUEST RULE REASON STATE WHAT - the finding, and the digit in the spoken code
    json "$1: $5" $out/"$1"/stick/root.json \
        "rule($2)['reason'] == $3 and rule($2)['state'] == '$4'"
    holds "$1: $2 is said as $3" test "$(said_as "$1" "$2")" = "$3"
}
finds blank 101 2 blank "a serial of one blank is empty"
finds blank 102 3 ok "a template text is a placeholder"
finds blank 202 0 ok "the disk in the case is not removable"
finds blank 301 1 ok "adapters of software are none"
finds missing 101 0 ok "the system serial is fine"
finds missing 102 1 absent "a missing structure is absent, not empty"
finds missing 201 0 ok "the serial of the stick is fine"
finds missing 202 6 ok "a system on a stick is on a removable disk"
finds missing 301 6 ok "adapters that are all down are disabled"
finds two 101 4 index-out-of-range "a string number out of range is malformed"
finds two 102 2 index-zero "the second board does not hide the first"
finds two 201 4 ok "a serial of 65 bytes is too long"
holds "two: 65 bytes are said" grep -q "^201 .*65 bytes, at most 64" $out/two/stick/root.txt
json "two: the serial is whole" $out/two/stick/root.json "rule(201)['value'] == '$long'"
json "blank: the finding names a question of hardware" $out/blank/stick/root.json \
    "rule(301)['key'] == 'nic.physical'"

# ---- an ordinary user in the guest: the table is denied, nothing else changes
for guest in blank missing two; do
    json "$guest: a user is denied the table" $out/$guest/stick/user.json \
        "all(rule(n)['state'] == 'denied' and rule(n)['reason'] == 8 for n in range(101, 110))"
    holds "$guest: and is told which" test \
        "$(grep -c '^10[1-9] .*no permission' $out/$guest/stick/user.txt)" = 9
    holds "$guest: nothing else changes" cmp \
        <(sed -n '/^201/,/^$/p' $out/$guest/stick/root.txt) \
        <(sed -n '/^201/,/^$/p' $out/$guest/stick/user.txt)
done

# ---- a PC that was started by UEFI
if [ $skipped = 0 ]; then
    mkdir $out/uefi/open
    unzip -q -d $out/uefi/open $out/uefi/stick/*.zip
    facts=$out/uefi/open/facts.json
    list=$out/uefi/open/efi-variables.txt
    json "it was started by UEFI, without Secure Boot" $facts \
        'fact("firmware.mode") == "uefi" and fact("firmware.secure_boot") == "no"'
    json "it counts its variables" $facts 'int(fact("firmware.efi_variables")) > 10'
    holds "the list names them" grep -qE \
        '^ +1  8be4df61-93ca-11d2-aa0d-00e098032b8c  SecureBoot$' $list
    json "as many as it counts" $facts \
        "int(fact('firmware.efi_variables')) == $(grep -c '^ ' $list) and
         int(fact('firmware.efi_variable_bytes')) == $(awk '/^ / {n += $1} END {print n}' $list)"
    holds "the bundle with it is genuine" "$casepack" verify $out/uefi/stick/*.zip \
        --key $out/uefi/stick/site.pub --key-dir $out/keys
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
