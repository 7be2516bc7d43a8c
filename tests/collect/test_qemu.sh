#!/bin/bash
# test_qemu.sh - the whole job on a PC of its own: casepack collects inside QEMU, the bundle is
# verified outside. CASEPACK names the program; what the guest said stays in build/qemu-test.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
out=build/qemu-test
stick=$out/stick
rm -rf $out
export LC_ALL=C.UTF-8
passed=0 failed=0

tests/machines/qemu.sh "$casepack" $out
rc=$?
if [ $rc = 77 ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
elif [ $rc != 0 ]; then
    echo "0 passed, 1 failed"
    exit 1
fi

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
# the facts of one.
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
disk = lambda name: of("disk", name)
nic = lambda name: of("nic", name)
if not eval(sys.argv[2]):
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
holds "the log is in it" grep -rql "kernel:" $out/open/logs
for secret in guest-pc17 zhangwei 52:54:00:12:34 SN-EXAMPLE-0001 EX-DISK-7F3K92LQ40TB \
    USB-EXAMPLE-01; do
    holds "no $secret leaves" bash -c "! grep -rqa -- '$secret' $out/open"
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
