#!/bin/bash
# dist.sh EXE LIBRARIES OUT - the folder for a USB drive: program, texts for people, sums.
#
# TRUSTED_KEYS names public keys to lay beside, MINISIGN_KEY the secret key that signs the sums;
# without one the folder is unsigned, and says so here.
set -eu
exe=$1 libraries=$2 out=$3
here=$(dirname "$0")
version=$(sed -n 's/^VERSION := //p' Makefile)
rm -rf "$out"
mkdir -p "$out/keys"
cp "$exe" "$out/casepack.exe"
cp -r templates "$out/"
for key in ${TRUSTED_KEYS:-}; do cp "$key" "$out/keys/"; done

# Notepad of older Windows wants the mark of UTF-8 and both ends of a line.
for text in README-zh SECURITY-zh CHECKLIST-zh; do
    { printf '\xef\xbb\xbf'; sed 's/$/\r/' "$here/$text.txt"; } >"$out/$text.txt"
done

package() { # package NAME VERSION - one of SPDX 2.3, tag-value
    printf 'PackageName: %s\nSPDXID: SPDXRef-%s\nPackageVersion: %s\n' "$1" "$1" "$2"
    printf 'PackageDownloadLocation: https://packages.debian.org/source/%s\n' "$1"
    printf 'FilesAnalyzed: false\nRelationship: SPDXRef-casepack CONTAINS SPDXRef-%s\n\n' "$1"
}
{
    printf 'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n'
    printf 'DocumentName: casepack-%s-windows\n' "$version"
    printf 'DocumentNamespace: https://casepack.invalid/spdx/%s/%s\n\n' "$version" \
        "$(sha256sum "$exe" | cut -c1-32)"
    printf 'PackageName: casepack\nSPDXID: SPDXRef-casepack\nPackageVersion: %s\n' "$version"
    printf 'PackageFileName: casepack.exe\nPackageChecksum: SHA256: %s\n' \
        "$(sha256sum "$exe" | cut -d' ' -f1)"
    printf 'PackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\n'
    printf 'Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-casepack\n\n'
    while read -r name number; do
        [ "$name" = cmocka ] || package "$name" "$number" # only tests have that one
    done <"$libraries/versions"
    for name in libz libgcrypt libgpg-error; do
        package "$name-mingw-w64-dev" "$(dpkg-query -W -f '${Version}' "$name-mingw-w64-dev")"
    done
} >"$out/libraries.spdx"

(cd "$out" && find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort |
    xargs -d '\n' sha256sum >SHA256SUMS)
if [ -n "${MINISIGN_KEY:-}" ]; then
    minisign -S -s "$MINISIGN_KEY" -m "$out/SHA256SUMS" -t "casepack $version for Windows" >/dev/null
else
    echo "not signed: say MINISIGN_KEY=FILE to sign SHA256SUMS"
fi
echo "$out"
