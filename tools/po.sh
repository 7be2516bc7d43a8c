#!/bin/bash
# po.sh - takes new texts into po/zh_CN.po, drops those no longer used, says what is to translate.
set -eu
cd "$(dirname "$0")/.."
template=$(mktemp)
trap 'rm -f "$template"' EXIT
tools/texts.sh >"$template"
msgmerge -q --update --backup=none --no-fuzzy-matching --no-wrap po/zh_CN.po "$template"
msgattrib --no-obsolete --no-wrap -o po/zh_CN.po po/zh_CN.po
msgfmt -c --statistics -o /dev/null po/zh_CN.po
