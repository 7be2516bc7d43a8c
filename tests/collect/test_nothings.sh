#!/bin/bash
# test_nothings.sh - the seven kinds of "nothing there" from the table to the spoken digit, and
# what an ordinary user may not read. CASEPACK names the program.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
export LC_ALL=C.UTF-8 HOME=$work
unset LANG LANGUAGE LC_MESSAGES
passed=0 failed=0

holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        head -n 20 "$work/said"
    fi
}
json() { # json WHAT FILE EXPRESSION - true of the findings by rule, and of those of OTHER
    holds "$1" env OTHER="${OTHER:-$2}" python3 -c '
import json, os, sys
load = lambda path: {f["rule"]: f for f in json.load(open(path, encoding="utf-8"))["findings"]}
rule, other = load(sys.argv[1]), load(os.environ["OTHER"])
sys.exit(0 if eval("(" + sys.argv[2] + ")") else "not so: %s\n%s" % (sys.argv[2], rule))' "$2" "$3"
}
as_user=()
[ "$(id -u)" != 0 ] || as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
check() { # check NAME MACHINE [AS...] - NAME.json, and what people see as NAME.en and NAME.zh
    "${@:3}" "$casepack" check --json --root "$work/$2" >"$work/$1.json"
    "${@:3}" "$casepack" check --lang en --root "$work/$2" >"$work/$1.en"
    "${@:3}" "$casepack" check --lang zh --root "$work/$2" >"$work/$1.zh"
}
spoken() { # spoken NAME RULE - the digit that somebody hears who decodes the code of NAME
    python3 - "$casepack" "$work/$1.json" "$2" <<'P'
import json, subprocess, sys
casepack, path, rule = sys.argv[1:]
code = json.load(open(path, encoding="utf-8"))["report_code"]
said = subprocess.run([casepack, "decode", "--json"] + code.split(), capture_output=True).stdout
print(next(c["reason"] for c in json.loads(said)["says"]["checks"] if c["rule"] == int(rule)))
P
}
words() { # words NAME LANG RULE - what stands behind the title of the finding, without its value
    sed -nE "s/^$3 [^:：]*[:：] *([^\"]*[^\" ]) *(\".*)?\$/\\1/p" "$work/$1.$2"
}

# ---- seven kinds, one field
python3 "$here/nothings.py" "$work"
cp -r "$work/ok" "$work/denied"
chmod 000 "$work"/denied/sys/firmware/dmi/tables/*

# kind state reason
kinds="absent absent 1
beyond-length beyond-length 2
index-zero index-zero 2
index-out-of-range index-out-of-range 4
blank blank 2
placeholder ok 3
denied denied 8"
while read -r kind state reason; do
    if [ "$kind" = denied ]; then
        check "$kind" "$kind" "${as_user[@]}"
    else
        check "$kind" "$kind"
    fi
    verdict=must-fix
    [ "$kind" != denied ] || verdict=unread
    json "$kind is told in the model" "$work/$kind.json" \
        "rule[102]['state'] == '$state' and rule[102]['reason'] == $reason and
         rule[102]['verdict'] == '$verdict'"
    holds "$kind is told as $reason on the phone" test "$(spoken "$kind" 102)" = "$reason"
    for lang in en zh; do
        words "$kind" $lang 102 >>"$work/words.$lang"
    done
    if [ "$kind" != denied ]; then
        OTHER=$work/ok.json
        [ -e "$OTHER" ] || check ok ok
        json "$kind of the board leaves the system serial alone" "$work/$kind.json" \
            "rule[101] == other[101] and rule[101]['verdict'] == 'ok'"
    fi
done <<<"$kinds"
unset OTHER
for lang in en zh; do
    holds "each kind has words in $lang" test "$(grep -c . "$work/words.$lang")" = 7
    holds "no two kinds have the same words in $lang" \
        test "$(sort -u "$work/words.$lang" | wc -l)" = 7
done
holds "a value that is there is no nothing" test "$(spoken ok 102)" = 0

# ---- an ordinary user: what may not be read says so, all else is as before
cp -r "$work/ok" "$work/modes"
check before modes
chmod 000 "$work"/modes/sys/firmware/dmi/tables/* "$work/modes/sys/firmware/acpi/tables/MSDM"
check user modes "${as_user[@]}"
OTHER=$work/before.json
json "a user is denied the table and nothing else" "$work/user.json" \
    'all(f["state"] == "denied" and f["verdict"] == "unread" and f["reason"] == 8
         for r, f in rule.items() if r < 200)
     and all(f == other[r] for r, f in rule.items() if r >= 200) and len(rule) == len(other)'
unset OTHER
for number in 101 102 103 104 105 106 107 108 109; do
    holds "$number says no permission" grep -q "^$number .*no permission" "$work/user.en"
    holds "$number says so in Chinese" grep -q "^$number .*没有权限" "$work/user.zh"
done
for number in 201 202 301; do
    holds "$number is said as before" cmp <(grep "^$number" "$work/before.en") \
        <(grep "^$number" "$work/user.en")
done

# ---- a whole bundle made by a user: the facts of what is denied, the rest unchanged
bundle() { # bundle NAME [AS...] - the facts of machine "modes" as they leave, into NAME.facts
    mkdir -m 777 "$work/$1"
    "${@:2}" "$casepack" collect --yes --root "$work/modes" --out "$work/$1" \
        --key-dir "$work/$1/keys" --level 2 --policy lab --date 2026-01-02 >/dev/null 2>"$work/$1.err"
    unzip -qp "$work/$1"/*.zip facts.json >"$work/$1.facts"
}
bundle of-user "${as_user[@]}"
chmod 644 "$work"/modes/sys/firmware/dmi/tables/* "$work/modes/sys/firmware/acpi/tables/MSDM"
bundle of-root
holds "facts differ where they were denied and nowhere else" python3 - "$work" <<'P'
import json, sys
load = lambda name: {(f["key"], f["instance"]): f
                     for f in json.load(open("%s/%s.facts" % (sys.argv[1], name)))["facts"]}
user, root = load("of-user"), load("of-root")
denied = {k for k, f in user.items() if f["state"] == "denied"}
assert denied and all(k[0].startswith("smbios.") for k in denied), denied
changed = {k for k in root if not k[0].startswith("smbios.") and
           (k not in user or any(user[k][n] != root[k][n] for n in ("state", "source")))}
assert not changed, changed
assert root["firmware.msdm_bytes", 0]["value"] == user["firmware.msdm_bytes", 0]["value"] == "85"
P

echo "$passed passed, $failed failed"
[ $failed = 0 ]
