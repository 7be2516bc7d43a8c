#!/bin/bash
# test_desk.sh - the desk's commands over bundles made by this program: verify, show, check,
# compare and report, with both cases that casepack is for replayed from the machine to the page.
set -u
cd "$(dirname "$0")/../.." || exit
. tests/desk/cases.sh

# ---- case 1: one PC activated on the production line, nine that fail after a reinstall
case_one

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
run 4 compare "$work/pc03.zip" "$work/bad.zip" --lang zh
complains "which of them, and why" 'E500[0-9] .*/bad\.zip: [a-z.]+: [^a-z]+ '
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

# ---- the report of case 1, and the sheet for the maker
run 0 report "${ten[@]}" --lang zh
for block in 问题定义 问题范围 问题分析 问题进展 案例总结 给客户的回复; do
    says "the block $block is there" "^$block$"
done
says "the message is known, and does not mean the server" '这句话怪服务器'
says "the good PC must not be reinstalled" '第 1 台现在正常，但字段同样有问题：改好之前请不要重装系统'
says "there is no outcome without a receipt" '还没有结果'
run 0 report "${ten[@]}" --fix-sheet --lang en
says "the system serial by type and offset" '^1/07h  System serial$'
says "the board serial by type and offset" '^2/07h  Board serial$'
says "casepack writes no firmware" 'it never writes firmware'
says "what was read, and where" 'empty \(string number 0\) \(PC 1-10\)'
says "how to verify" 'wmic baseboard get serialnumber'
lacks "nothing else is asked of the maker" grep -qE '^[0-9]+/[0-9A-F]+h ' <(grep -vE '^[12]/07h ' "$work/out")

json 0 '[(f["type"], f["offset"], f["string"], f["verdict"]) for f in d["fields"]] ==
    [(1, 7, 0, "must-fix"), (2, 7, 0, "must-fix")] and d["latent_failure"] == [1]
    and d["fields"][0]["read"][0]["pcs"] == list(range(1, 11)) and "outcome" not in d
    and d["fields"][1]["hand_windows"] == "wmic baseboard get serialnumber"' \
    report "${ten[@]}" --fix-sheet
json 0 '[f["rule"] for f in d["fields"]] == [101, 102] and len(d["bundles"]) == 10
    and all(b["newest"] for b in d["bundles"]) and d["known_issues"] == ["server-error"]
    and d["outcome"] is None and d["fixed"] == []' report "${ten[@]}"
run 2 report "${ten[@]}" --json --text

# ---- case 2: three fields empty or malformed, the older client proposed, then the fix
case2=(--case CAS-00004-A0B0C0 --machine 1/1 --operator OP7
    --error 'Device marker binding is invalid' --symptom '建议改用V2客户端')
bundle before "$(own 41)|serial=0000000000|maker=To Be Filled By O.E.M.|product=Default string" "${case2[@]}" \
    --role failing
bundle after "$(own 41)" "${case2[@]}" --role good
run 0 report "$work/before.zip" --fix-sheet --lang en
for field in 1/04h 1/05h 1/07h; do
    says "the fix sheet names $field" "^$field "
done
run 0 report "$work/before.zip" --lang en
says "what the old client cannot do" 'V2 client activates online only'
says "who decides" 'V2 must be online; this PC is isolated by rule'
run 0 check "$work/after.zip" --lang en
says "after the fix the bundle passes" '101  \[OK\]'
lacks "nothing is left to fix" grep -q 'MUST FIX' "$work/out"
receipt='8:23520 1:26116 2:23019'
# shellcheck disable=SC2086
json 0 'd["valid"] and d["says"]["activation"] == "offline" and d["says"]["client"] == "cmit-v3"' \
    decode $receipt
run 0 report "$work/before.zip" "$work/after.zip" --receipt "$receipt" --lang en
says "the outcome with the receipt" 'Outcome: activated offline by phone scan, 2026-11-23, client'
says "both bundles are the progress" 'bundle no\. 1 .*: MUST FIX 101 103 104$'
says "the new one passes" 'bundle no\. 2 .*: OK$'
says "what was put right is named" 'Put right: 104 Product name'
lacks "a PC that was fixed is in no fix sheet" grep -q 'fix sheet' "$work/out"
json 0 'd["outcome"]["activation"] == "offline" and d["fixed"] == [101, 103, 104]
    and d["fields"] == [] and [b["newest"] for b in d["bundles"]] == [False, True]' \
    report "$work/before.zip" "$work/after.zip" --receipt "$receipt"
run 0 report "$work/after.zip" "$work/before.zip" --fix-sheet --lang en
says "whatever their order" 'No field has to be changed by the maker'
run 4 report "$work/after.zip" --receipt '8:23521 1:26116 2:23019'
run 4 report "$work/bad.zip"
holds "nothing is written of a bundle that does not verify" test ! -s "$work/out"
run 2 report "$work/after.zip" --text --html "$work/x.html"
json 1 '{s["rule"] for s in d["separators"] if s["rule"]} == {101, 103, 104}' \
    compare "$work/before.zip" "$work/after.zip"

# ---- one HTML file, in both languages
for lang in zh en; do
    run 1 compare "${ten[@]}" --html "$work/compare.html" --lang $lang
    holds "nothing but the file is written" test ! -s "$work/out"
    holds "the page has its charts" grep -q '<svg' "$work/compare.html"
    run 0 report "${ten[@]}" --html "$work/report.html" --lang $lang
    run 0 report "${ten[@]}" --fix-sheet --html "$work/fix.html" --lang $lang
    for page in compare report fix; do
        lacks "$page asks nobody for anything" grep -qE 'https?:|src=|href=|url\(|<script' \
            "$work/$page.html"
    done
done

# ---- values that want to do something
hostile="$(printf '\033[31mred\033[0m<script>alert(1)</script>')"
bidi="$(printf '\xe2\x80\xaegnp.exe'"'"'); DROP TABLE fact;--')"
bundle evil "$(own 31)|maker=$hostile|product=$bidi" --case CAS-00003-A0B0C0 --machine 1/2 --role failing
run 0 show "$work/evil.zip" --lang en
lacks "no control character in show" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/out"
lacks "no bidi character in show" grep -q "$(printf '\xe2\x80\xae')" "$work/out"
says "they are shown as what they are" '<U\+202E>'
run 0 report "$work/evil.zip" --lang en
lacks "no control character in the report" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/out"
run 0 report "$work/evil.zip" --html "$work/evil.html" --lang en
lacks "no markup in the report" grep -q '<script' "$work/evil.html"
run 1 compare "$work/evil.zip" "$work/good.zip" --html "$work/evil.html" --lang en
lacks "no markup from a value" grep -q '<script' "$work/evil.html"
lacks "no control character in the page" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/evil.html"
lacks "nothing that turns its text" grep -q "$(printf '\xe2\x80\xae')" "$work/evil.html"
json 0 'any("DROP TABLE" in f["value"] for f in d["report"]["findings"])' show "$work/evil.zip"
lacks "no control character in JSON" grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$work/out"
lacks "no bidi character in JSON" grep -q "$(printf '\xe2\x80\xae')" "$work/out"

finish
