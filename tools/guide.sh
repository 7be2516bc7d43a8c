#!/bin/bash
# guide.sh PROGRAM - writes docs/walkthrough.md: every screen of the way, as the program draws it, and
# what the hotline says. Chinese first, English below.
set -eu
cd "$(dirname "$0")/.."
program=$1
out=docs/walkthrough.md
way=(10 20 30 31 32 40 41 50 51 52 54 55 60 53 61 70 80 90 91 93 94 99)

part() { # part LANGUAGE
    local number
    for number in "${way[@]}"; do
        "$program" screen "$number" --lang "$1" >"$work/screen"
        echo
        # [31] Check results        Step 3/9 -> ### 31 Check results
        sed -nE '2s/^\[([0-9]{2})\] (.*[^ ])( {2,}.*)?$/### \1 \2/p' "$work/screen" | sed -E 's/ {2,}.*//'
        echo
        echo '```'
        sed -n '2,/^== /p' "$work/screen" | sed '$d'
        echo '```'
        echo
        awk '/^== / { part++; next } part == 2' "$work/screen" | sed 's/^\([^:]*\): /- **\1**: /'
    done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    cat <<'HEAD'
# 从欢迎到完成 From welcome to done

`make guide` 用程序自己画的界面写成本页，数据都是虚构的。
This page is made by `make guide` from the screens as the program draws them; all data are invented.

## 中文
HEAD
    part zh
    echo
    echo "## English"
    part en
} >"$out"
echo "$out: $(grep -c '^### ' "$out") screens"
