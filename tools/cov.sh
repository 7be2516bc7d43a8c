#!/bin/bash
# cov.sh BUILD - line coverage a file, a folder and in all, from what the runs left in BUILD.
set -u
cd "$(dirname "$0")/.." || exit
build=$1
git ls-files '*.c' | grep -vE '^(tests|tools)/' | while read -r source; do
    object=$build/${source%.c}.o
    [ -e "$object" ] || continue
    gcov -n -o "$object" "$source" 2>/dev/null |
        awk -v source="$source" '$0 == "File \047" source "\047" { mine = 1; next }
            mine && /^Lines executed:/ { gsub(/[:%]/, " "); print source, $3, $5; exit }'
done | awk '
    {
        printf "%6.1f %%  %5d lines  %s\n", $2, $3, $1
        folder = $1; sub("/[^/]*$", "", folder)
        hit[folder] += $2 * $3 / 100; lines[folder] += $3
        all_hit += $2 * $3 / 100; all += $3
    }
    END {
        print ""
        for (f in lines) printf "%6.1f %%  %5d lines  %s/\n", 100 * hit[f] / lines[f], lines[f], f | "sort -k5"
        close("sort -k5")
        if (all) printf "%6.1f %%  %5d lines  in all\n", 100 * all_hit / all, all
    }'
