#!/bin/bash
# suite_dist.sh - the folder for a USB drive: everything that a security officer asks for, and each
# byte under a signature.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh
command -v minisign >/dev/null || skip_all "no minisign here"
folder=$work/casepack-windows

"$native" key new --key-dir "$work/desk" --passphrase-file "$work/pass" >/dev/null 2>&1
minisign -G -W -p "$work/release.pub" -s "$work/release.key" >/dev/null
make_folder() {
    TRUSTED_KEYS="$work/desk/site.pub $work/release.pub" MINISIGN_KEY=$work/release.key \
        packaging/windows/dist.sh "$exe" build/windows-libraries/current "$folder"
}
has() { for name in "$@"; do [ -s "$folder/$name" ] || { echo "no $name"; return 1; }; done; }
sums_agree() { (cd "$folder" && sha256sum -c --quiet SHA256SUMS); }
every_file_is_summed() {
    diff <(cd "$folder" && find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort) \
        <(sed 's/^[0-9a-f]*  //' "$folder/SHA256SUMS")
}
is_signed() { minisign -Vq -p "$folder/keys/release.pub" -m "$folder/SHA256SUMS"; }
change_is_seen() {
    printf x >>"$folder/README-zh.txt"
    ! sums_agree
}
# As Notepad of any Windows wants them.
texts_are_for_notepad() {
    for text in README-zh SECURITY-zh CHECKLIST-zh; do
        head -c 3 "$folder/$text.txt" | cmp - <(printf '\xef\xbb\xbf') &&
            ! grep -qv $'\r$' "$folder/$text.txt" || return 1
    done
}
# Two pages of 60 lines.
security_has_two_pages() { [ "$(wc -l <"$folder/SECURITY-zh.txt")" -le 120 ]; }
security_names_the_libraries_of_the_system() {
    local library
    for library in $(x86_64-w64-mingw32-objdump -p "$exe" | sed -n 's/^\s*DLL Name: \(.*\)\.dll$/\L\1/Ip'); do
        grep -qiw "$library" "$folder/SECURITY-zh.txt" || { echo "$library is not named"; return 1; }
    done
}
libraries_are_listed() {
    while read -r name version; do
        [ "$name" = cmocka ] || grep -A2 -x "PackageName: $name" "$folder/libraries.spdx" |
            grep -qxF "PackageVersion: $version" || { echo "no $name $version"; return 1; }
    done <build/windows-libraries/current/versions
    grep -q "$(sha256sum "$exe" | cut -d' ' -f1)" "$folder/libraries.spdx"
}
starts_from_there() { [ "$(wine "$folder/casepack.exe" --version 2>/dev/null | tr -d '\r')" = "$("$native" --version)" ]; }

check "it is made" make_folder
check "program, texts, templates, keys and lists are there" has casepack.exe README-zh.txt \
    SECURITY-zh.txt CHECKLIST-zh.txt libraries.spdx SHA256SUMS SHA256SUMS.minisig keys/site.pub \
    keys/release.pub templates/profiles/cmge/checks.yaml
check "the sums agree" sums_agree
check "every file has its sum" every_file_is_summed
check "the sums are signed" is_signed
check "the texts open in Notepad" texts_are_for_notepad
check "the officer's description has two pages" security_has_two_pages
check "and names each library of the system that is loaded" security_names_the_libraries_of_the_system
check "each library inside is listed with its version" libraries_are_listed
check "the program starts from there" starts_from_there
check "one byte changed is seen" change_is_seen
summary
