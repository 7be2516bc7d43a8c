#!/bin/bash
# po.sh - takes the texts of the sources into po/zh_CN.po, drops those that are gone, and prints
# what is still to be translated. A changed text is a new one: nothing is guessed.
set -eu
cd "$(dirname "$0")/.."
po=po/zh_CN.po
template=$(mktemp)
trap 'rm -f "$template"' EXIT
tools/texts.sh >"$template"
msgmerge --quiet --no-fuzzy-matching --no-wrap --backup=none --update $po "$template"
msgattrib --no-obsolete --no-wrap -o $po $po
msgfmt --check --statistics -o /dev/null $po
msgattrib --untranslated --no-wrap $po | grep -A3 '^msgid' || true
