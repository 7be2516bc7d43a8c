#!/bin/bash
# test_determinism.sh - the same machine gives the same bytes, whoever runs the program and where.
#
# Two users, two host names, time zones, languages and umasks. Signatures by SM2 are random by
# their nature: with --gm every byte but those of sig/site.sm2 is the same.
set -u
cd "$(dirname "$0")/../.." || exit
casepack=$(realpath -e "${CASEPACK:-build/casepack}") || exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
passed=0 failed=0 skipped=0

check() { # check TEXT COMMAND...
    local text=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $text"
        head -n 20 "$work/log"
    fi
}

python3 tests/cli/machine.py "$work/pc"
cp "$casepack" "$work/casepack"
chmod -R a+rX "$work"
# The first run makes the key folder: signing keys, and the key of the aliases.
mkdir "$work/first"
"$casepack" collect --yes --gm --root "$work/pc" --key-dir "$work/keys" --out "$work/first" \
    >/dev/null || exit 1

# run NAME FORMAT COMMAND... - collects into $work/NAME with keys of its own copy
run() {
    local name=$1 format=$2 rc
    shift 2
    mkdir -m 755 "$work/$name"
    cp -r "$work/keys" "$work/$name/keys"
    mkdir "$work/$name/out"
    [ "$(id -u)" != 0 ] || chown -R "${owner:-0}" "$work/$name"
    # shellcheck disable=SC2086
    "$@" "$work/casepack" collect --yes --root "$work/pc" --case CAS-00000-A0B0C0 --date 2026-01-02 \
        --key-dir "$work/$name/keys" --out "$work/$name/out" --format "$format" ${more:-} \
        >"$work/$name/said" 2>&1
    rc=$?
    check "$name: collect ends with $rc: $(tail -1 "$work/$name/said")" test $rc -le 1
}
same() { # same NAME NAME - all bytes of what was written
    check "$1 and $2 are the same" diff -r "$work/$1/out" "$work/$2/out"
}

umask 022
for format in zip tar.zst dir; do
    run "here-$format" "$format" env LC_ALL=C TZ=UTC
    umask 077
    run "there-$format" "$format" env LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 TZ=Asia/Shanghai \
        HOME=/nonexistent USER=somebody LOGNAME=somebody HOSTNAME=elsewhere
    umask 022
    same "here-$format" "there-$format"
done

if [ "$(id -u)" = 0 ]; then
    owner=65534 run other-user zip setpriv --reuid=65534 --regid=65534 --clear-groups \
        env TZ=America/New_York
    same here-zip other-user
else
    echo "skipped: another user needs root"
    skipped=$((skipped + 1))
fi
if unshare --uts true 2>/dev/null; then
    run other-host zip unshare --uts sh -c 'hostname another-host; exec "$@"' sh
    same here-zip other-host
else
    echo "skipped: another host name needs a namespace"
    skipped=$((skipped + 1))
fi

more=--gm
run gm-one dir env TZ=UTC
run gm-two dir env TZ=Asia/Tokyo
unset more
differing=$(diff -rq "$work/gm-one/out" "$work/gm-two/out" | sed -n 's/^Files .* and .*\/out\/[^/]*\/\(.*\) differ$/\1/p')
check "with SM2 only sig/site.sm2 differs: $differing" test "$differing" = sig/site.sm2

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
