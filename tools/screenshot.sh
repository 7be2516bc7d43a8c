#!/bin/bash
# screenshot.sh PROGRAM FILE.png - the comparison of case 1 as a browser shows it, for docs/.
set -u
export CASEPACK=$1
out=$(realpath "$2")
cd "$(dirname "$0")/.." || exit
. tests/desk/cases.sh
command -v chromium >/dev/null || {
    echo "chromium is not installed (apt-get install chromium)" >&2
    exit 1
}
case_one
"$casepack" compare "${ten[@]}" --key-dir "$keys" --lang zh --html "$work/page.html"
chromium --headless=new --no-sandbox --disable-gpu --no-first-run --user-data-dir="$work/profile" \
    --host-resolver-rules='MAP * ~NOTFOUND' --hide-scrollbars --window-size=900,1280 \
    --screenshot="$out" "file://$work/page.html" 2>/dev/null
[ -s "$out" ] && echo "$out"
