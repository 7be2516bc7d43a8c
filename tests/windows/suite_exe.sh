#!/bin/bash
# suite_exe.sh - casepack.exe beside the program of this machine, command by command: the same
# words, the same exit codes, the same bytes.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh

wrong_is_refused() {
    local bundle
    bundle=$(echo "$work"/windows/out/*.zip)
    printf 'X' | dd of="$bundle" bs=1 seek=100 conv=notrunc status=none
    windows verify --key-dir "$work/keys" "$bundle"
    [ $? = 4 ]
}
# Bytes of logs as Windows writes them: code page 936, UTF-16 with its mark, ends of both kinds.
logs_of_windows() {
    local text=$'2026-01-02 主机 pc-17 地址 10.1.2.3\r\n激活失败 02:00:5e:10:00:01\r\n'
    mkdir -p "$work/logs"
    printf '%s' "$text" >"$work/logs/utf8.log"
    printf '%s' "$text" | iconv -t GB18030 >"$work/logs/936.log"
    { printf '\xff\xfe' && printf '%s' "$text" | iconv -t UTF-16LE; } >"$work/logs/utf16.log"
}
redacts() { # redacts FILE SUFFIX - by both programs into a.SUFFIX and b.SUFFIX, to the same bytes
    head -c 32 /dev/zero >"$work/site.key"
    rm -f "$work/a.$2" "$work/b.$2"
    "$native" redact --site-key "$work/site.key" "$1" "$work/a.$2" >/dev/null 2>&1
    windows redact --site-key "$work/site.key" "$1" "$work/b.$2" >/dev/null
    cmp "$work/a.$2" "$work/b.$2"
}
redacts_alike() { # redacts_alike FILE ENCODING - which is kept; the address goes, the rest stays
    redacts "$1" log && iconv -f "$2" "$work/b.log" >"$work/b.utf8" &&
        grep -q 激活失败 "$work/b.utf8" && ! grep -qF 10.1.2.3 "$work/b.utf8"
}
# Names in UTF-8, one of them beyond any code page, and in bytes that nobody explains.
archive_of_windows() {
    python3 - "$work/logs/names.zip" <<'P'
import sys, zipfile
class Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("日志/\U00020BB7é.log", "host at 10.1.2.3\r\n")
    z.writestr(Gbk("安装日志.log"), "激活失败\n")
P
}
archive_is_redacted_alike() {
    archive_of_windows && redacts "$work/logs/names.zip" zip && [ "$(unzip -Z1 "$work/b.zip" | wc -l)" = 2 ]
}
ends_are_kept() { [ "$(grep -c $'\r$' "$work/b.log")" = 2 ]; }
# Whatever the console's code page is, a file gets UTF-8 with plain ends.
output_is_utf8() { # output_is_utf8 CODE_PAGE
    "$native" list --lang zh >"$work/list.native"
    wine cmd /c "chcp $1 >nul & $(winepath -w "$exe") list --lang zh" >"$work/list.windows" 2>/dev/null
    cmp "$work/list.native" "$work/list.windows"
}

keys_of_one
check "both list the same checks" same list --json
for machine in tests/machines/*.tree; do
    name=$(basename "$machine" .tree)
    check "both judge $name alike" same check --root "$machine" --json
    check "both show $name alike in Chinese" same check --root "$machine" --lang zh
    check "its bundle is the same, byte for byte" same_bundle "$machine" zip
    check "and as a folder" same_bundle "$machine" dir
done
check "the tar.zst of a recorded machine is the same, byte for byte" \
    same_bundle tests/machines/luks-lvm.tree tar.zst
check "and its ISO image" same_bundle tests/machines/luks-lvm.tree iso
check "both say a code in the same words" same decode 0:11211 --json
check "both mirror a screen in the same words" same screen 31 --lang zh
same_bundle tests/machines/desktop-sata.tree zip >/dev/null
check "Windows verifies what it wrote" verifies
check "both show it alike" same show --key-dir "$work/keys" "$(echo "$work"/windows/out/*.zip)"
check "a bundle with one byte changed is refused" wrong_is_refused
logs_of_windows
check "a log in UTF-8 is redacted to the same bytes" redacts_alike "$work/logs/utf8.log" UTF-8
check "its line ends are kept" ends_are_kept
check "one of code page 936 as well" redacts_alike "$work/logs/936.log" GB18030
check "one of UTF-16 as well" redacts_alike "$work/logs/utf16.log" UTF-16
check "an archive with Chinese names as well" archive_is_redacted_alike
check "output into a file is UTF-8 in code page 936" output_is_utf8 936
check "and in 65001" output_is_utf8 65001
summary
