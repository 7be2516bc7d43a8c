#!/bin/bash
# test_desk.sh - the desk's commands over bundles made by this program: verify, show, check,
# compare and report, with both cases that casepack is for replayed from the machine to the page.
#
# CASEPACK names the program. Machines are recorded ones made by tests/cli/machine.py.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work
unset LANG LANGUAGE LC_MESSAGES COLUMNS
mkdir -p "$HOME"
keys=$work/keys
passed=0 failed=0

ok() { passed=$((passed + 1)); }
not_ok() { # not_ok WHAT - with what the program said last
    failed=$((failed + 1))
    echo "FAILED: $1"
    head -n 12 "$work/err" "$work/out" 2>/dev/null
}
holds() { # holds WHAT COMMAND...
    local what=$1
    shift
    if "$@" >/dev/null 2>&1; then ok; else not_ok "$what"; fi
}
lacks() { # lacks WHAT COMMAND... - it finds nothing
    local what=$1
    shift
    if "$@" >/dev/null 2>&1; then not_ok "$what"; else ok; fi
}
run() { # run CODE ARGS... - leaves $work/out and $work/err
    local want=$1 rc
    shift
    "$casepack" "$@" --key-dir "$keys" >"$work/out" 2>"$work/err" </dev/null
    rc=$?
    if [ $rc = "$want" ]; then ok; else not_ok "exit $rc, not $want: $*"; fi
}
says() { # says WHAT PATTERN - in what was printed last
    holds "$1" grep -qE -- "$2" "$work/out"
}
json() { # json CODE EXPRESSION ARGS... - one object d for which EXPRESSION is true
    local want=$1 expression=$2
    shift 2
    run "$want" "$@" --json
    if python3 - "$expression" "$work/out" 2>>"$work/err" <<'P'; then
import json, sys
d = json.load(open(sys.argv[2], encoding="utf-8"))
sys.exit(0 if eval("(" + sys.argv[1] + ")") else 1)
P
        ok
    else
        not_ok "not so: $expression: $*"
    fi
}
bundle() { # bundle NAME "FIELD=TEXT..." OPTIONS... - $work/NAME.zip of a machine of its own
    local name=$1 fields
    IFS='|' read -ra fields <<<"$2"
    shift 2
    mkdir -p "$work/$name"
    python3 tests/cli/machine.py "$work/$name/pc" "${fields[@]}"
    "$casepack" collect --yes --root "$work/$name/pc" --key-dir "$keys" --date 2026-01-02 \
        --out "$work/$name" "$@" >"$work/$name/log" 2>&1
    [ $? -le 1 ] || not_ok "collect $name: $(tail -n 1 "$work/$name/log")"
    mv "$work/$name"/*.zip "$work/$name.zip"
}
own() { # own N - what differs from PC to PC
    printf 'uuid=409a1e7c5bd36e4f8a2190c4b7e6f5%02x|disk=WD-WX11A2B3C4%02d|mac=00:00:5e:00:53:%02x|chassis=CH-8844%02d' \
        "$1" "$1" "$1" "$1"
}

# ---- case 1: one PC activated on the production line, nine that fail after a reinstall
case1=(--case CAS-00001-A0B0C0 --operator OP7
    --error '在线激活失败，服务器错误，请检查激活服务器设置并重试激活，或者使用离线激活')
bundle pc01 "$(own 1)|serial=|board_serial=" "${case1[@]}" --machine 1/10 --role good \
    --symptom '产线激活，未重装，一直正常'
for i in $(seq 2 10); do
    bundle "pc$(printf %02d "$i")" "$(own "$i")|serial=|board_serial=" "${case1[@]}" \
        --machine "$i/10" --role failing --symptom '重装系统后无法激活'
done
ten=("$work"/pc*.zip)

json 1 'd["a_check_separates"] is False and [e["rule"] for e in d["equal_faults"]] == [101, 102]
    and all(e["pcs"] == list(range(1, 11)) for e in d["equal_faults"])' compare "${ten[@]}"
json 1 '[m["pc"] for m in d["machines"] if m["latent_failure"]] == [1]
    and all(m["must_fix"] == [101, 102] for m in d["machines"])' compare "${ten[@]}"
json 1 'd["separators"][0]["field"] == "told reinstalled" and d["separators"][0]["failing"] == 9
    and d["separators"][0]["good"] == 0 and d["separators"][0]["score"] == 1.0
    and all(s["rule"] == 0 for s in d["separators"])' compare "${ten[@]}"
json 1 'd["duplicates"] == [] and len(d["firmware"]) == 1 and d["tokens_comparable"]' \
    compare "${ten[@]}"
run 1 compare "${ten[@]}" --lang en
says "the page says that identity does not separate" 'None of the checked identity fields'
says "and that the reinstall does" 'The system was reinstalled'
says "and that the good one will fail" 'PC 1: activated, but latent failure: will fail after a reinstall'
run 1 compare "${ten[@]}" --lang zh
says "the same in Chinese" '^.*第 1 台：已激活，但有隐患：重装后会失败'
holds "no line is wider than 80 columns" python3 - "$work/out" <<'P'
import sys, unicodedata
for line in open(sys.argv[1], encoding="utf-8"):
    cols = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip("\n"))
    assert cols <= 80, line
P

# ---- one screen: verify and show
run 0 verify "$work/pc03.zip" --lang en
says "who and which" 'CAS-00001-A0B0C0, PC 3 of 10 \(failing'
says "genuine comes first" '^\[OK\] +GENUINE'
says "who released" 'by operator OP7 alone'
holds "it fits on one screen" test "$(wc -l <"$work/out")" -le 24
json 0 'd["genuine"] and d["case"]["machine"] == "3/10" and d["released"]["operator"] == "OP7"
    and [f["rule"] for f in d["report"]["findings"] if f["verdict"] == "must-fix"] == [101, 102]' \
    verify "$work/pc03.zip"
json 0 'd["latent_failure"] and len(d["files"]) > 8 and d["replaced"]' show "$work/pc01.zip"
run 0 show "$work/pc01.zip" --lang en
says "a token is called one" 'token "'
says "the latent failure is said" 'latent failure'
cp "$work/pc03.zip" "$work/bad.zip"
printf x | dd of="$work/bad.zip" bs=1 seek=3000 conv=notrunc 2>/dev/null
run 4 verify "$work/bad.zip" --lang en
says "not genuine, and why" 'NOT GENUINE'
lacks "nothing of its content is shown" grep -q CAS-00001 "$work/out"
json 4 'not d["genuine"] and d["problems"] and "case" not in d' verify "$work/bad.zip"
for command in show check compare; do
    run 4 $command "$work/bad.zip" "$([ $command = compare ] && echo "$work/pc03.zip" ||
        echo --lang=en)"
    holds "$command takes nothing from what does not verify" test ! -s "$work/out"
done

# ---- check: the desk's rules on the same facts
json 1 'd["differences"] == [] and d["profile"] == "cmge" and d["latent_failure"] is False' \
    check "$work/pc03.zip"
json 1 'd["profile"] == "oem8" and {(x["rule"], x["change"]) for x in d["differences"]} >=
    {(102, "gone")}' check "$work/pc03.zip" --profile oem8
run 1 check "$work/pc03.zip" --profile oem8 --lang en
says "what is different is named" 'this pack no longer has the rule'
run 2 check "$work/pc03.zip" --root /
run 2 check "$work/pc03.zip" "$work/pc02.zip"

# ---- compare: roles, duplicates, other sites, two bundles of one PC
bundle good "$(own 21)|bios=2.10|bios_date=05/06/2023" --case CAS-00002-A0B0C0 --machine 1/3 --role good
bundle fail1 "$(own 22)|maker=To Be Filled By O.E.M.|bios=2.05" --case CAS-00002-A0B0C0 --machine 2/3 \
    --role failing
bundle fail2 "$(own 23)|maker=To Be Filled By O.E.M.|bios=2.05" --case CAS-00002-A0B0C0 --machine 3/3 \
    --role failing
three=("$work/good.zip" "$work/fail1.zip" "$work/fail2.zip")
json 1 'd["separators"][0]["rule"] == 103 and d["a_check_separates"]
    and "smbios.bios.version" in [s["field"] for s in d["separators"]]' compare "${three[@]}"
json 1 '{x["key"]: x["pcs"] for x in d["duplicates"]} ==
    {"smbios.system.serial": [1, 2, 3], "smbios.baseboard.serial": [1, 2, 3]}' compare "${three[@]}"
json 1 '[(f["version"], f["failing"], f["good"]) for f in d["firmware"]] ==
    [("2.05", 2, 0), ("2.10", 0, 1)]' compare "${three[@]}"
json 1 '[m["role"] for m in d["machines"]] == ["failing", "good", "failing"]' \
    compare "failing=$work/good.zip" "good=$work/fail1.zip" "$work/fail2.zip"
json 1 'not d["tokens_comparable"] and d["duplicates"] == []' compare "$work/good.zip" "$work/pc02.zip"
bundle again "$(own 22)|maker=Maker" --case CAS-00002-A0B0C0 --machine 2/3 --role good
json 1 'd["duplicates"] == [] and d["separators"][0]["rule"] == 103' \
    compare "$work/fail1.zip" "$work/again.zip"
run 2 compare "$work/good.zip"
run 5 compare "$work/good.zip" "$work/none.zip"

# ---- one HTML file, in both languages
for lang in zh en; do
    run 1 compare "${ten[@]}" --html "$work/compare-$lang.html" --lang $lang
    holds "nothing but the file is written" test ! -s "$work/out"
    holds "the page has its charts" grep -q '<svg' "$work/compare-$lang.html"
    lacks "the page asks nobody for anything" grep -qE 'https?:|src=|href=|url\(|<script' \
        "$work/compare-$lang.html"
done

# ---- values that want to do something
hostile="$(printf '\033[31mred\033[0m<script>alert(1)</script>')"
bidi="$(printf '\xe2\x80\xaegnp.exe'"'"'); DROP TABLE fact;--')"
bundle evil "$(own 31)|maker=$hostile|product=$bidi" --case CAS-00003-A0B0C0 --machine 1/2 --role failing
run 0 show "$work/evil.zip" --lang en
lacks "no control character in show" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/out"
lacks "no bidi character in show" grep -q "$(printf '\xe2\x80\xae')" "$work/out"
says "they are shown as what they are" '<U\+202E>'
run 1 compare "$work/evil.zip" "$work/good.zip" --html "$work/evil.html" --lang en
lacks "no markup from a value" grep -q '<script' "$work/evil.html"
lacks "no control character in the page" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/evil.html"
lacks "nothing that turns its text" grep -q "$(printf '\xe2\x80\xae')" "$work/evil.html"
json 0 'any("DROP TABLE" in f["value"] for f in d["report"]["findings"])' show "$work/evil.zip"
lacks "no control character in JSON" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/out"
lacks "no bidi character in JSON" grep -q "$(printf '\xe2\x80\xae')" "$work/out"

echo "$passed passed, $failed failed"
