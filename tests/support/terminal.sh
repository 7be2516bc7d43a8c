# terminal.sh - the wizard in a real terminal for scripts; they source it: tmux on a socket of its
# own, no fixed waits. A condition is looked at every 50 ms for at most $patience_s seconds, and the
# screen is shown when it never comes true.
#
# The script opens terminals: it sets $socket, and keeps how the wizard ended in $work/rc.
patience_s=${patience_s:-10}

tmux() { command tmux -L "$socket" -f /dev/null -u "$@"; }

screen() { tmux capture-pane -p; }
# What stands there; a script whose terminal is drawn slowly waits here until nothing moves.
standing() { screen; }

# until CONDITION... - true as soon as the command is, false with the screen shown.
until_true() {
    local tries=$((patience_s * 20))
    while ! "$@"; do
        tries=$((tries - 1))
        if [ $tries -le 0 ] ; then
            echo "    never came true: $*"
            screen | sed 's/^/    |/'
            return 1
        fi
        sleep 0.05
    done
}

on_screen() { screen | head -n 1 | grep -q "^\[$1\]"; }
shows() { screen | grep -qF -- "$1"; }
ended() { [ -e "$work/rc" ]; }

# go KEY SCREEN - presses a key, waits for the screen of that number.
go() { tmux send-keys "$1" && until_true on_screen "$2"; }

# see_kinds - ENTER through every kind of 51 until the release list comes.
see_kinds() {
    local tries=40
    until on_screen 60; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { screen; return 1; }
        local before
        before=$(standing)
        tmux send-keys Enter
        until_true changed "$before" || return 1
    done
}
changed() { [ "$(standing)" != "$1" ]; }

# walk LANGUAGE_KEY WORD - the whole way by digits and ENTER; the script's verify must find the
# bundle genuine.
walk() {
    local bundle
    until_true on_screen 10 && go "$1" 20 && until_true shows "$2" && go Enter 31 &&
        go 1 32 && go 0 31 && go Enter 40 && go Enter 50 && go Enter 51 || return 1
    see_kinds && go 1 53 && go 0 60 || return 1
    tmux send-keys 8
    until_true shows '[x]' && go Enter 70 && go Enter 80 && go Enter 90 || return 1
    go 1 91 && go Enter 90 || return 1
    tmux send-keys Enter
    until_true ended || return 1
    [ "$(<"$work/rc")" -le 1 ] || { echo "    exit $(<"$work/rc")"; return 1; }
    bundle=$(echo "$work"/out/*.zip)
    verify "$bundle" >"$work/verify.txt" 2>&1 || {
        sed 's/^/    /' "$work/verify.txt"
        return 1
    }
}
