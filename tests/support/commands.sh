# commands.sh - for scripts that test commands: source it, then run, says, holds, json, finish.
#
# Gives $casepack, $work (removed at the end), $keys, and counts. Nothing of the user's own
# settings is seen.
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work
unset LANG LANGUAGE LC_MESSAGES COLUMNS
mkdir -p "$HOME"
keys=$work/keys
passed=0 failed=0

ok() { passed=$((passed + 1)); }
not_ok() { # not_ok WHAT - with what the program said last
    failed=$((failed + 1))
    echo "FAILED: $1"
    head -n 12 "$work/err" "$work/out" 2>/dev/null
}
holds() { # holds WHAT COMMAND...
    local what=$1
    shift
    if "$@" >/dev/null 2>&1; then ok; else not_ok "$what"; fi
}
lacks() { # lacks WHAT COMMAND... - it finds nothing
    local what=$1
    shift
    if "$@" >/dev/null 2>&1; then not_ok "$what"; else ok; fi
}
run() { # run CODE ARGS... - leaves $work/out and $work/err
    local want=$1 rc
    shift
    "$casepack" "$@" --key-dir "$keys" >"$work/out" 2>"$work/err" </dev/null
    rc=$?
    if [ $rc = "$want" ]; then ok; else not_ok "exit $rc, not $want: $*"; fi
}
says() { # says WHAT PATTERN - in what was printed last
    holds "$1" grep -qE -- "$2" "$work/out"
}
complains() { # complains WHAT PATTERN - on standard error
    holds "$1" grep -qE -- "$2" "$work/err"
}
json() { # json CODE EXPRESSION ARGS... - one object d for which EXPRESSION is true
    local want=$1 expression=$2
    shift 2
    run "$want" "$@" --json
    if python3 - "$expression" "$work/out" 2>>"$work/err" <<'P'; then
import json, sys
d = json.load(open(sys.argv[2], encoding="utf-8"))
sys.exit(0 if eval("(" + sys.argv[1] + ")") else 1)
P
        ok
    else
        not_ok "not so: $expression: $*"
    fi
}
bundle() { # bundle NAME "FIELD=TEXT|..." OPTIONS... - $work/NAME.zip of a PC of its own
    local name=$1 fields
    IFS='|' read -ra fields <<<"$2"
    shift 2
    mkdir -p "$work/$name"
    python3 tests/cli/machine.py "$work/$name/pc" "${fields[@]}"
    "$casepack" collect --yes --root "$work/$name/pc" --key-dir "$keys" --date 2026-01-02 \
        --out "$work/$name" "$@" >"$work/$name/log" 2>&1
    [ $? -le 1 ] || not_ok "collect $name: $(tail -n 1 "$work/$name/log")"
    mkdir -p "$(dirname "$work/$name")"
    mv "$work/$name"/*.zip "$work/$name.zip"
}
finish() { # the last line
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}
