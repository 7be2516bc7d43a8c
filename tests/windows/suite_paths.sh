#!/bin/bash
# suite_paths.sh - names and files as they are on Windows: long paths, Chinese names, links that
# lead elsewhere, files that somebody keeps for himself.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh
tool_hold=$(realpath build/win/tests/windows/tool_hold_windows.exe)

# A path of more than 400 characters, beyond what old calls of Windows take.
deep=$work
for part in 机器一 目录 "with blanks" $(printf '%0100d %0100d %0100d' 1 2 3); do deep=$deep/$part; done
head -c 32 /dev/zero >"$work/site.key"
redact() { # redact PROGRAM... - folder $work/in into $work/out-NAME
    "${@:2}" redact --site-key "$work/site.key" --report "$work/report-$1" "$work/in" "$work/out-$1" \
        >"$work/told" 2>&1 </dev/null
}
both_redact() { # both programs make the same of $work/in
    rm -rf "$work"/out-* "$work"/report-*
    redact native "$native"
    local rc=$?
    redact windows wine "$exe"
    [ $? = $rc ] || { cat "$work/told"; return 1; }
    diff -r "$work/out-native" "$work/out-windows"
}
begin() { rm -rf "$work/in" && mkdir -p "$work/in"; }
log() { printf 'host pc-17 at 10.1.2.3\r\n激活失败\r\n' >"$work/in/$1"; }

names_in_chinese() {
    begin && mkdir -p "$work/in/激活 日志" && log "激活 日志/客户端（一）.log" && log "𠮷.log" && log "a b.log" &&
        both_redact && [ "$(find "$work/out-windows" -name '*.log' | wc -l)" = 3 ]
}
# Wine's GetFinalPathNameByHandle ends at 260 characters: what cannot be said to lie where it should
# is withheld, and told.
long_paths_are_told() {
    begin && mkdir -p "$work/in/${deep#"$work"/}" && log "${deep#"$work"/}/x.log" && log a.log &&
        rm -rf "$work"/out-* "$work"/report-* || return 1
    redact windows wine "$exe"
    [ $? = 1 ] && grep -q "Withheld: " "$work/told" && find "$work/out-windows" -name a.log | grep -q .
}
long_paths_are_written() {
    mkdir -p "$deep"
    "$native" key new --key-dir "$work/keys" --passphrase-file "$work/pass" >/dev/null 2>&1
    wine "$exe" collect --root tests/machines/desktop-sata.tree --key-dir "$work/keys" --yes \
        --passphrase-file "$work/pass" --case CAS-00000-A0B0C0 --out "$deep" >"$work/said" 2>&1 </dev/null
    [ $? -le 1 ] && ls "$deep"/*.zip && windows verify --key-dir "$work/keys" "$(echo "$deep"/*.zip)" &&
        "$native" verify --key-dir "$work/keys" "$deep"/*.zip
}
# Wine shows a link of Linux as what it leads to, but says where that lies: as a junction does.
links_lead_nowhere() {
    mkdir -p "$work/elsewhere"
    echo "secret-of-elsewhere" >"$work/elsewhere/secret.log"
    begin && log a.log && ln -s "$work/elsewhere/secret.log" "$work/in/link.log" &&
        ln -s "$work/elsewhere" "$work/in/folder" || return 1
    rm -rf "$work"/out-* "$work"/report-*
    redact windows wine "$exe"
    find "$work/out-windows" -name a.log | grep -q . && ! grep -rq secret-of-elsewhere "$work/out-windows"
}
# One file is kept by another program, which lets nobody else open it; the others are taken.
held_files_are_told() {
    rm -rf "$work"/out-* "$work"/report-*
    begin && log a.log && log held.log && mkfifo "$work/end" || return 1
    wine "$tool_hold" "$work/in/held.log" >"$work/held" <"$work/end" &
    exec 8>"$work/end"
    for _ in $(seq 100); do grep -q held "$work/held" && break; sleep 0.1; done
    grep -q held "$work/held" || { echo "nobody holds it"; return 1; }
    redact windows wine "$exe"
    exec 8>&-
    wait
    find "$work/out-windows" -name a.log | grep -q . && [ ! -s "$work/out-windows/held.log" ] &&
        grep -q denied "$work/report-windows"
}

check "Chinese names, and one beyond U+FFFF, are read and written" names_in_chinese
check "a bundle is written into a path of more than 400 characters" long_paths_are_written
check "a log in one is never left out without a word" long_paths_are_told
skip "a log in one is read" "Wine 8 does not say where so long a path leads"
check "a link that leads elsewhere is not followed" links_lead_nowhere
check "a file that another program keeps is withheld, and said so" held_files_are_told
skip "junctions and symbolic links of Windows itself" "Wine 8 makes none; docs/windows.md has it for a person"
summary
