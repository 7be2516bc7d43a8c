#!/bin/bash
# test_html.sh - the desk's pages in a real browser: nothing is asked of anybody, no error, the
# charts are there, A4 comes out. Without chromium it is skipped; a page that does all of that
# wrong shows first that each check can fail.
set -u
cd "$(dirname "$0")/../.." || exit
. tests/desk/cases.sh

if ! command -v chromium >/dev/null; then
    echo "skipped: chromium is not installed (apt-get install chromium)"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi

chrome() { # chrome ARGS... - headless, its own calls home go nowhere
    timeout -k 5 90 chromium --headless=new --no-sandbox --disable-gpu --no-first-run \
        --user-data-dir="$work/profile" --disable-background-networking --disable-sync \
        --disable-component-update --host-resolver-rules='MAP * ~NOTFOUND' "$@" 2>"$work/err"
}
open_page() { # open_page FILE - leaves $work/dom, $work/err and $work/net.json
    chrome --enable-logging=stderr --log-net-log="$work/net.json" --dump-dom "file://$1" >"$work/dom"
}
asks() { # the page asked for something: requests that the browser made for itself name no origin
    python3 - "$work/net.json" <<'P'
import json, sys
events = json.load(open(sys.argv[1]))["events"]
asked = [e["params"].get("url") for e in events
         if e.get("params", {}).get("initiator", "not an origin") != "not an origin"]
print(asked)
sys.exit(0 if asked else 1)
P
}
has_error() { grep -q CONSOLE "$work/err"; }
bars() { # bars N - at least N bars with a width
    python3 - "$work/dom" "$1" <<'P'
import re, sys
widths = re.findall(r'<rect[^>]* width="([0-9.]+)"', open(sys.argv[1], encoding="utf-8").read())
sys.exit(0 if sum(float(w) > 1 for w in widths) >= int(sys.argv[2]) else 1)
P
}

# ---- a page that asks and complains
echo '<!doctype html><img src="http://example.invalid/x.png"><script>console.error("x")</script>' \
    >"$work/wrong.html"
open_page "$work/wrong.html"
holds "a request of a page is seen" asks
holds "an error of a page is seen" has_error
lacks "a page without charts has none" bars 1

# ---- ours
bundle one "$(own 1)|bios=2.10" --case CAS-00005-A0B0C0 --machine 1/3 --role good
bundle two "$(own 2)|bios=2.05|serial=" --case CAS-00005-A0B0C0 --machine 2/3 --role failing
bundle three "$(own 3)|bios=2.05|serial=|maker=<script>alert(1)</script>" --case CAS-00005-A0B0C0 \
    --machine 3/3 --role failing
batch=("$work/one.zip" "$work/two.zip" "$work/three.zip")
for lang in zh en; do
    run 1 compare "${batch[@]}" --html "$work/compare.html" --lang $lang
    run 0 report "${batch[@]}" --html "$work/report.html" --lang $lang
    run 0 report "${batch[@]}" --fix-sheet --html "$work/fix.html" --lang $lang
    for page in compare report fix; do
        open_page "$work/$page.html"
        holds "$page in $lang was shown to its end" grep -q '</footer>' "$work/dom"
        lacks "$page in $lang asks nobody" asks
        lacks "$page in $lang has no error" has_error
        [ $page = fix ] || holds "the charts of $page are drawn" bars 2
    done
done

# ---- on paper
for page in compare fix; do
    chrome --print-to-pdf="$work/$page.pdf" --no-pdf-header-footer "file://$work/$page.html"
    holds "$page prints" grep -qa '^%PDF' "$work/$page.pdf"
    holds "$page prints on A4" grep -qaE 'MediaBox ?\[0 0 59[45][.0-9]* 84[12][.0-9]*\]' "$work/$page.pdf"
done

finish
