#!/bin/bash
# lint.sh [CHECK...] - the house rules a machine can check; a line a check, what offends below it.
#
# Without arguments all of them, in the order of `checks`; two run at a time, except the builds,
# which use both processors alone. A warning is a habit to look at and fails nothing.
set -u
cd "$(dirname "$0")/.." || exit
export LC_ALL=C.UTF-8
checks=(format floors libraries headers lengths words shell po texts cppcheck symbols)
builds=(build-gcc build-clang)

tracked() { # tracked PATTERN... - files of the tree, without those just deleted
    git ls-files -- "$@" | while read -r f; do [ -e "$f" ] && echo "$f"; done
}
mapfile -t sources < <(tracked '*.c' '*.h')
mapfile -t headers < <(tracked '*.h')
mapfile -t program < <(tracked '*.c' '*.h' | grep -vE '^(tests|tools)/')
mapfile -t scripts < <(tracked '*.sh' .ci/run)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build-gcc() { make -k DEV=1 tests program fuzzers >/dev/null; }
build-clang() { make -k VARIANT=clang DEV=1 tests program fuzzers >/dev/null; }

format() { clang-format --dry-run -Werror "${sources[@]}"; }

includes() { # FILE:LINE:HEADER of every #include "..." or <...> of the program
    grep -HnoP '^\s*#\s*include\s*[<"]\K[^>"]+' "${program[@]}"
}

# A file includes its own folder and lower floors only; siblings of a floor never meet.
floors() {
    includes | awk -F: '
        BEGIN {
            split("base 0 facts 1 collect 2 check 2 redact 2 bundle 2 flow 3 desk 3 tui 4 cli 5", w, " ")
            for (i = 1; i in w; i += 2) floor[w[i]] = w[i + 1]
        }
        {
            from = $1; sub("/.*", "", from)
            to = $3; if (!sub("/.*", "", to) || !(to in floor)) next
            if (from != to && floor[to] >= floor[from]) {
                print $1 ":" $2 ": " from "/ must not include " $3; bad = 1
            }
        }
        END { exit bad }'
}

# Each library has its home; the last row: network headers have none.
homes() {
    cat <<'EOF'
n?curses(w/.*)?\.h      ^tui/term_curses\.c$
zip\.h                  ^$
zlib\.h                 ^bundle/(inflate|deflate)\.c$
zstd\.h                 ^(bundle/unzstd|desk/packed)\.c$
archive(_entry)?\.h     ^(bundle/(write_(archive|tar|iso)|read_any)|redact/container(_name_[a-z]+)?)\.c$
gcrypt\.h               ^(base/digest|bundle/crypto[a-z0-9_]*)\.c$
(cyaml/cyaml|yaml)\.h   ^base/yaml\.[ch]$
jansson\.h              ^facts/json\.h$
utf8proc\.h             ^base/utf8\.c$
seccomp\.h              ^$
linux/seccomp\.h        ^base/sandbox_linux\.c$
qrcodegen/qrcodegen\.h ^bundle/qr\.c$
sqlite3\.h              ^desk/sql_sqlite\.c$
libpq-fe\.h             ^desk/pq/sql_pq\.c$
pcre2\.h                ^redact/siterule\.c$
(hivex|libevtx)\.h      ^collect/offline/
(sys/socket|sys/un|netdb|netinet/.*|resolv)\.h   ^$
EOF
}
libraries() {
    awk '
        NR == FNR { header[++n] = "^(" $1 ")$"; home[n] = $2; next }
        {
            split($0, part, ":")
            for (i = 1; i <= n; i++)
                if (part[3] ~ header[i] && part[1] !~ home[i]) {
                    print part[1] ":" part[2] ": " part[3] " is not included here"; bad = 1
                }
        }
        END { exit bad }' <(homes) <(includes)
}

headers() { # each compiles alone, with both compilers, and has the guard of its path
    local rc=0 header guard gcc_flags clang_flags
    eval "gcc_flags=($(make -s DEV=1 flags)) clang_flags=($(make -s VARIANT=clang DEV=1 flags))"
    for header in "${headers[@]}"; do
        # make win compiles these
        [[ $header == @(base/posix_windows.h|base/windows/*) ]] && continue
        gcc "${gcc_flags[@]}" -fsyntax-only -x c "$header" || rc=1
        clang "${clang_flags[@]}" -Wno-unused-function -Wno-unused-const-variable -fsyntax-only -x c "$header" || rc=1
        guard=CASEPACK_$(tr a-z/. A-Z__ <<<"$header")
        grep -qx "#ifndef $guard" "$header" || { echo "$header: no guard $guard"; rc=1; }
    done
    return $rc
}

# Functions end at a } in column 1, as .clang-format leaves them.
lengths() {
    awk '
        FNR == 1 { if (file) ends(); file = FILENAME; start = 0 }
        /^{/ { start = FNR }
        /^}/ {
            if (start && FNR - start > 61) print "warning: " FILENAME ":" start ": function of " \
                FNR - start - 1 " lines"
            start = 0
        }
        { lines = FNR }
        function ends(  habit) {
            habit = file ~ /\.h$/ ? 160 : 500
            if (lines > 700) { print file ": " lines " lines, 700 at most"; bad = 1 }
            else if (lines > habit) print "warning: " file ": " lines " lines"
        }
        END { if (file) ends(); exit bad }' "${sources[@]}"
}

words() { # no notes to self in the tree; the role grids of golden screens are letters side by side
    ! tracked . | grep -vE '^(LICENSE$|tests/tui/golden/)' | tr '\n' '\0' | xargs -0 grep -nIP '(?<![-\w])(TO''DO|FIX''ME|X''XX)(?![-\w])'
}

shell() {
    local rc=0 script
    for script in "${scripts[@]}"; do
        bash -n "$script" || rc=1
        [ -x "$script" ] || { echo "$script: not executable"; rc=1; }
    done
    return $rc
}

po() { # complete: nothing fuzzy, nothing untranslated
    local said rc
    said=$(msgfmt -c --statistics -o /dev/null po/zh_CN.po 2>&1)
    rc=$?
    [ $rc = 0 ] && ! grep -qE 'fuzzy|untranslated' <<<"$said" && return
    echo "$said"
    return 1
}

texts() { # every text of the sources stands in the catalogue
    local missing
    tools/texts.sh >"$work/texts.pot" || return 1
    missing=$(msgmerge -q --no-fuzzy-matching --no-wrap po/zh_CN.po "$work/texts.pot" -o - |
        msgattrib --untranslated --no-obsolete --no-wrap |
        sed -n '/^msgid/,/^msgstr/p' | grep -vE '^msgstr|^msgid ""$')
    [ -z "$missing" ] && return
    echo "not in po/zh_CN.po (make po adds them):"
    echo "$missing"
    return 1
}

cppcheck() {
    mkdir -p build/cppcheck
    command cppcheck -q -j2 --error-exitcode=1 --enable=warning,portability,performance \
        --inline-suppr --suppressions-list=tools/cppcheck.txt --cppcheck-build-dir=build/cppcheck \
        --std=c11 --library=posix --template=gcc -I. -DCASEPACK_VERSION='""' \
        $(printf '%s\n' "${program[@]}" | grep '\.c$')
}

symbols() { # no network, no new programs, no loaded code in what goes to sites
    [ -x build/release/casepack ] || { echo "build/release/casepack is not built"; return 1; }
    tools/closed.sh build/release/casepack
}

run() { # run CHECK - its output and exit code into the work folder
    "$1" >"$work/$1.out" 2>&1
    echo $? >"$work/$1.rc"
}

failed=0
report() {
    if [ "$(<"$work/$1.rc")" = 0 ]; then
        echo "ok    $1"
        grep '^warning:' "$work/$1.out" | sed 's/^/      /'
    else
        echo "FAIL  $1"
        sed 's/^/      /' "$work/$1.out" | head -n 60
        failed=$((failed + 1))
    fi
}

wanted=("$@")
[ $# = 0 ] && wanted=("${builds[@]}" "${checks[@]}")
pending=()
for check in "${wanted[@]}"; do
    if [[ $check == build-* ]]; then
        run "$check"
        report "$check"
    else
        pending+=("$check")
    fi
done
for check in "${pending[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
    run "$check" &
done
wait
for check in "${pending[@]}"; do
    report "$check"
done
echo "lint: ${#wanted[@]} checks, $failed failed"
[ $failed = 0 ]
