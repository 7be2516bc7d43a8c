#!/bin/bash
# suite_live.sh - casepack.exe on the machine that Wine shows: firmware values that are put in
# beforehand, everything else as Wine makes it up; a recording of it.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh

# with_firmware [NAME=VALUE...] - -- COMMAND...: Wine makes its SMBIOS table of /sys/class/dmi/id,
# so a private /sys/class puts values in.
with_firmware() {
    local values=()
    while [ "$1" != -- ]; do values+=("$1") && shift; done
    shift
    unshare -m bash -c '
        mount -t tmpfs none /sys/class && mkdir -p /sys/class/dmi/id && cd /sys/class/dmi/id || exit 125
        while [ "$1" != -- ]; do printf "%s\n" "${1#*=}" >"${1%%=*}" && shift; done
        shift
        cd "$OLDPWD" && "$@"' - "${values[@]}" -- "$@" </dev/null
}
good=(bios_vendor=Example bios_version=1.20 bios_date=01/02/2026 sys_vendor=Example
    product_name='Desk 7' product_version=A1 product_serial=PF3X9KQ7
    product_uuid=4c4c4544-0042-3510-8058-b4c04f4d3232 product_sku=SKU-7 product_family=Desk
    board_vendor=Example board_name='Board 7' board_version=1 board_serial=MB20260102117
    chassis_vendor=Example chassis_type=3 chassis_serial=CH1 chassis_version=1)
checked() { # checked FILE VALUES... - the findings of the machine with these values
    local file=$1
    with_firmware "${@:2}" -- wine "$exe" check --json >"$work/$file" 2>"$work/stderr"
    [ $? -le 1 ] || { cat "$work/stderr"; return 1; }
}
without() { # without NAME - the good values but that one
    local value
    for value in "${good[@]}"; do [ "${value%%=*}" = "$1" ] || printf '%s\0' "$value"; done
}
finds() { # finds RULE VERDICT REASON VALUES...
    checked found "${@:4}" && finding "$work/found" "$1" verdict "$2" && finding "$work/found" "$1" reason "$3"
}
bundle_has_them() {
    rm -rf "$work/out" && mkdir "$work/out"
    with_firmware "${good[@]}" -- wine "$exe" collect --yes --policy lab --level 2 --format dir --key-dir "$work/keys" \
        --passphrase-file "$work/pass" --case CAS-00000-A0B0C0 --out "$work/out" >"$work/said" 2>&1
    [ $? -le 1 ] && grep -q '"Desk 7"' "$work"/out/*/facts.json &&
        grep -q PhysicalDrive0 "$work"/out/*/facts.json && "$native" verify --key-dir "$work/keys" "$work"/out/*/
}
verdicts() { # verdicts FILE
    python3 -c '
import json, sys
for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]:
    print(f["rule"], f["verdict"], f["reason"])' "$1"
}
recording_comes_back() {
    rm -rf "$work/back" "$work/pc.tar" && mkdir "$work/back"
    with_firmware "${good[@]}" -- wine "$exe" record "$work/pc.tar" --key-dir "$work/keys" &&
        tar -xf "$work/pc.tar" -C "$work/back" || return 1
    ! grep -rqaF -e PF3X9KQ7 -e "$(hostname)" "$work/back" || { echo "a name is in it"; return 1; }
    checked live "${good[@]}" || return 1
    "$native" check --root "$work/back" --json >"$work/here"
    wine "$exe" check --root "$work/back" --json >"$work/there" 2>/dev/null </dev/null
    verdicts "$work/live" >"$work/live.verdicts"
    verdicts "$work/here" | diff "$work/live.verdicts" - && diff "$work/here" "$work/there"
}
# What the sources that Wine answers say, whatever it is; and none may end the run.
each_source_says_something() {
    checked all "${good[@]}" && python3 - "$work/all" <<'P'
import json, sys
found = {f["rule"]: f for f in json.load(open(sys.argv[1], encoding="utf-8"))["findings"]}
sys.exit(0 if {101, 102, 201, 202, 301} <= set(found) else "only %s" % sorted(found))
P
}

if ! unshare -m true 2>/dev/null; then
    skip "firmware values that are put in" "no mount namespace may be made here"
else
    check "every rule gets an answer" each_source_says_something
    check "a serial that was put in is found" finds 101 ok 0 "${good[@]}"
    check "so is the board's" finds 102 ok 0 "${good[@]}"
    mapfile -d '' -t some < <(without board_serial)
    check "a board without one must be fixed" finds 102 must-fix 2 "${some[@]}"
    check "a placeholder must be fixed" finds 101 must-fix 3 "${good[@]}" product_serial='To Be Filled By O.E.M.'
    check "a bundle holds what was put in, and this machine verifies it" bundle_has_them
    check "a recording made by casepack.exe comes to the same verdicts, here and there" recording_comes_back
fi
summary
