#!/bin/bash
# test_terminal.sh - the wizard in a real terminal: tmux on a socket of its own, no fixed waits.
#
# CASEPACK names the program (tools/test.sh sets it). Each test opens a new terminal; a condition
# is looked at every 50 ms for at most 10 s, and the screen is shown when it never comes true.
set -u
cd "$(dirname "$0")/../.." || exit
program=$(realpath "${CASEPACK:-build/release/casepack}")
export LC_ALL=C.UTF-8
unset TMUX NO_COLOR
work=$(mktemp -d)
socket=casepack-test-$$-0
opened=0
args= # more arguments for the wizard
passed=0
failed=0

. tests/support/terminal.sh
trap 'tmux kill-server 2>/dev/null; rm -rf "$work"' EXIT

command -v tmux >/dev/null || { echo "no tmux here"; echo "0 passed, 0 failed, 1 skipped"; exit; }

# open COLS ROWS [NAME=VALUE...] - a shell in a new terminal that runs the wizard once, then says
# how it ended; the terminal's settings before and after are kept.
open() {
    local cols=$1 rows=$2
    shift 2
    tmux kill-server 2>/dev/null
    opened=$((opened + 1))
    socket=casepack-test-$$-$opened # a dying server may still hold the old one
    rm -rf "$work/rc" "$work/pid"
    [ -n "${keep:-}" ] || rm -rf "$work/keys" "$work/out"
    mkdir -p "$work/out"
    cat >"$work/run.sh" <<RUN
stty -a >"$work/stty.before"
env $* bash -c 'echo \$\$ >"$work/pid"; exec "$program" --key-dir "$work/keys" --out "$work/out" $args' 2>"$work/stderr"
echo \$? >"$work/rc.new"
stty -a >"$work/stty.after"
mv "$work/rc.new" "$work/rc"
exec cat
RUN
    tmux new-session -d -x "$cols" -y "$rows" "bash $work/run.sh"
}

verify() { "$program" verify --key-dir "$work/keys" "$1"; }

# restored - the settings are what they were, and the alternate screen was left.
restored() {
    diff "$work/stty.before" "$work/stty.after" | sed 's/^/    /' &&
        cmp -s "$work/stty.before" "$work/stty.after" &&
        [ "$(tmux display -p '#{alternate_on}')" = 0 ]
}

whole_walk_in_chinese() { open 80 24 && walk 1 案例号; }

whole_walk_in_english() { open 80 24 && walk 2 "Case number"; }

whole_walk_in_a_large_terminal() { open 120 30 && walk 2 "Case number"; }

full_width_digits_work() {
    open 80 24 && until_true on_screen 10 && tmux send-keys -l １ && until_true on_screen 20 &&
        tmux send-keys -l ０ && until_true on_screen 10
}

f2_flips_the_language_and_keeps_what_was_typed() {
    open 80 24 && until_true on_screen 10 && go 2 20 && tmux send-keys 1 &&
        until_true shows "ESC" && tmux send-keys -l "CAS-00000-A0B0C0" &&
        until_true shows "[CAS-00000-A0B0C0" && tmux send-keys F2 &&
        until_true shows 案例号 && shows "[CAS-00000-A0B0C0" && tmux send-keys Enter &&
        until_true shows "1-8 修改" && shows "[CAS-00000-A0B0C0"
}

esc_and_a_digit_is_an_f_key() {
    open 80 24 && until_true on_screen 10 && tmux send-keys Escape &&
        tmux send-keys 1 && until_true on_screen 01 && go 0 10
}

# PuTTY and a vt100 that is an xterm send what their TERM does not name.
keys_that_term_does_not_name_work_or_do_nothing() {
    open 80 24 TERM=vt100 && until_true on_screen 10 && go 2 20 && tmux send-keys F10 &&
        until_true on_screen 04 && go 0 20 && tmux send-keys -H 1b 5b 31 31 7e && until_true on_screen 01 &&
        go 0 20 && tmux send-keys Home && until_true shows "> 1  Case number" &&
        tmux send-keys -H 1b 5b 32 3b 32 7e && tmux send-keys End && until_true shows "> 8  Site policy" &&
        on_screen 20 && shows "1-8 change"
}

arrows_move_the_mark_however_they_are_sent() {
    open 80 24 && until_true on_screen 10 && go 2 20 && tmux send-keys Down &&
        until_true shows "> 1  Case number" && tmux send-keys -H 1b 5b 42 &&
        until_true shows "> 2  Machine no."
}

a_small_window_says_so_and_comes_back() {
    open 80 24 && until_true on_screen 10 && go 2 20 && tmux resize-window -x 60 -y 20 &&
        until_true on_screen 02 && tmux resize-window -x 80 -y 24 && until_true on_screen 20 &&
        until_true shows "Case number"
}

quitting_asks_first_and_restores_the_terminal() {
    open 80 24 && until_true on_screen 10 && go F10 04 && go Enter 10 && go F10 04 &&
        tmux send-keys 1 && until_true ended && [ "$(<"$work/rc")" = 3 ] && restored
}

ends_by() { # ends_by SIGNAL
    open 80 24 && until_true on_screen 10 && go 2 20 && kill "-$1" "$(<"$work/pid")" &&
        until_true ended && restored
}
sigterm_restores_the_terminal() { ends_by TERM; }
sighup_restores_the_terminal() { ends_by HUP; }
sigint_restores_the_terminal() { ends_by INT; }

# A machine without anything: most checks say [X].
bare_machine() {
    mkdir -p "$work/machine"
    args="--root $work/machine"
}

no_color_sends_no_colour() {
    bare_machine
    open 80 24 NO_COLOR=1 && until_true on_screen 10 && go 4 31 &&
        until_true shows "Verdict:" && ! tmux capture-pane -p -e | grep -qE $'\e\\[[0-9;]*3[0-7]m'
}

colour_is_never_the_only_sign() {
    bare_machine
    open 80 24 && until_true on_screen 10 && go 4 31 && until_true shows "Verdict:" &&
        tmux capture-pane -p -e | grep -E $'\e\\[[0-9;]*3[0-7]m' | grep -qE '\[X\]|\[!\]|\[\?\]'
}

a_dumb_terminal_gets_line_mode() {
    open 80 24 TERM=dumb && until_true shows "line mode" && until_true shows "[10] " &&
        tmux send-keys 2 Enter && until_true shows "[20] Case details" &&
        tmux send-keys -l f10 && tmux send-keys Enter && until_true shows "[04] " && tmux send-keys 1 Enter &&
        until_true ended && [ "$(<"$work/rc")" = 3 ] && restored
}

line_mode_hides_a_passphrase() {
    args="--plain --lang en --policy strict --operator A17"
    open 80 24 && until_true shows "[10] " && line 2 "[20] " && line "" "[31] " && line "" "[40] " &&
        line "" "[50] " && line "" "[51] " || return 1
    local tries=60
    until shows "[60] "; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { screen; return 1; }
        line_changes "" || return 1
    done
    line 8 "[x]" && line "" "[61] " || return 1
    tmux send-keys 3 Enter
    until_true shows "take it" && tmux send-keys -l "open sesame" && tmux send-keys Enter &&
        until_true shows "once more" && ! shows sesame
}

# line ANSWER WANTED - clears the picture, answers, waits for the text.
line() {
    tmux clear-history
    tmux send-keys -R
    tmux send-keys -l "$1"
    tmux send-keys Enter
    until_true shows "$2"
}
line_changes() {
    local before
    tmux send-keys -R
    before=$(screen)
    tmux send-keys -l "$1"
    tmux send-keys Enter
    until_true changed "$before" && until_true prompted
}
prompted() { screen | grep -v '^$' | tail -n 1 | grep -q '^> *$'; }

vt100_draws_without_colour() {
    open 80 24 TERM=vt100 && until_true on_screen 10 && go 2 20 && until_true shows "Case number" &&
        go Enter 31 && until_true shows "Verdict:" &&
        ! tmux capture-pane -p -e | grep -qE $'\e\\[[0-9;]*3[0-7]m'
}

high_contrast_paints_everything() {
    bare_machine
    args="$args --theme contrast"
    open 80 24 TERM=xterm-256color && until_true on_screen 10 && go 4 31 &&
        until_true shows "Verdict:" && tmux capture-pane -p -e | grep -qE $'\e\\[([0-9]+;)*47m'
}

# a drive that was used before: killed without warning, gone on with at the same place.
resume_after_kill_9() {
    open 80 24 && until_true on_screen 10 && go 2 20 && go Enter 31 && go Enter 40 &&
        go Enter 50 && go Enter 51 && go Enter 52 || return 1
    tmux send-keys 6
    until_true on_screen 51 && until_true shows "[x]" && kill -9 "$(<"$work/pid")" &&
        until_true ended && [ -s "$work/out/casepack.session" ] || return 1
    args="--resume --lang en"
    keep=1 open 80 24 && until_true on_screen 51 && until_true shows "[x]"
}

resume_by_digit_and_next_pc() {
    open 80 24 && until_true on_screen 10 && go 2 20 && go Enter 31 && go F10 04 &&
        until_true shows "saved" && tmux send-keys 1 && until_true ended || return 1
    keep=1 open 80 24 && until_true on_screen 10 && go 3 31
}

f2_midway_keeps_the_place() {
    open 80 24 && until_true on_screen 10 && go 1 20 && go Enter 31 && go Enter 40 &&
        go Enter 50 && go Enter 51 && go Enter 52 && tmux send-keys F2 &&
        until_true shows "Before, only on this screen" && tmux send-keys F2 &&
        until_true shows "只在本屏显示" && on_screen 52
}

resizing_in_the_review_keeps_the_place() {
    open 80 24 && until_true on_screen 10 && go 2 20 && go Enter 31 && go Enter 40 &&
        go Enter 50 && go Enter 51 && go Enter 52 && tmux resize-window -x 60 -y 20 &&
        until_true on_screen 02 && tmux resize-window -x 120 -y 40 && until_true on_screen 52 &&
        tmux resize-window -x 80 -y 24 && until_true shows "Before, only on this screen"
}

# press ROW COL - the left button goes down and up there, counted from 1, as xterm says it.
press() {
    tmux send-keys -l "$(printf '\e[<0;%d;%dM\e[<0;%d;%dm' "$2" "$1" "$2" "$1")"
}
row_of() { screen | grep -nF -- "$1" | head -n 1 | cut -d: -f1; }

a_click_is_the_key_under_it() {
    open 80 24 TERM=xterm-256color && until_true on_screen 10 && go F8 10 &&
        until_true shows "Mouse on" || return 1
    press "$(row_of "English")" 20 && until_true on_screen 20 &&
        press "$(row_of "to the checks")" 10 && until_true on_screen 31 &&
        press 23 "$(key_column "F1 help")" && until_true on_screen 01
}
key_column() { screen | sed -n 23p | grep -bo -- "$1" | cut -d: -f1 | awk '{ print $1 + 1 }'; }

a_double_click_counts_once() {
    open 80 24 TERM=xterm-256color && until_true on_screen 10 && go F8 10 &&
        until_true shows "Mouse on" || return 1
    local row
    row=$(row_of "Check only") # row 14 of screen 31 is an item as well
    press "$row" 20
    press "$row" 20
    until_true on_screen 31 && tmux send-keys F9 && until_true on_screen 03 && go 0 31
}

the_mouse_is_left_alone_until_it_is_asked_for() {
    open 80 24 TERM=xterm-256color && until_true on_screen 10 && [ "$(mouse_mode)" = 0 ] &&
        go F8 10 && until_true shows "Mouse on" && [ "$(mouse_mode)" = 1 ] && go F8 10 &&
        until_true shows "Mouse off" && [ "$(mouse_mode)" = 0 ] && go F8 10 &&
        until_true shows "Mouse on" && go F10 04 && tmux send-keys 1 && until_true ended &&
        restored && [ "$(mouse_mode)" = 0 ]
}
mouse_mode() { tmux display -p '#{mouse_any_flag}'; }

a_terminal_without_a_mouse_says_so() {
    args="--mouse"
    open 80 24 TERM=vt100 && until_true on_screen 10 && until_true shows "has no mouse" &&
        [ "$(mouse_mode)" = 0 ]
}

# cheap KEY... - each answers with some bytes, at most 600: 0.6 s at 9600 baud.
cheap() {
    local key
    had=-1
    last=-1
    until_true settled || return 1 # what the screen itself cost
    for key; do
        had=$(stat -c %s "$work/bytes")
        last=-1
        tmux send-keys "$key"
        until_true settled || return 1
        [ $((last - had)) -le 600 ] || { echo "    $key: $((last - had)) bytes"; return 1; }
    done
}
settled() { # since the look before nothing more came
    local before=$last
    last=$(stat -c %s "$work/bytes")
    [ "$last" -gt "$had" ] && [ "$last" = "$before" ]
}

# Keys that stay on their screen; a new screen has to be drawn.
a_key_costs_at_most_600_bytes() {
    local language
    for language in 1 2; do
        open 80 24 TERM=xterm-256color && until_true on_screen 10 && : >"$work/bytes" &&
            tmux pipe-pane -o "cat >>'$work/bytes'" || return 1
        cheap Down Up && go "$language" 20 && cheap 4 Down Up 1 C A S Escape 8 && go Enter 31 &&
            cheap Down Down Home End Down && go Enter 40 && cheap 2 2 Down Up 9 3 1 0 Escape &&
            go Enter 50 && cheap 1 2 Down Up 5 x Escape && go Enter 51 && cheap Up Down &&
            go Enter 52 && cheap Up Down 3 || return 1
    done
}

no_terminal_is_refused() {
    "$program" --key-dir "$work/keys" </dev/null >"$work/stdout" 2>"$work/stderr"
    [ $? = 2 ] && grep -q E1004 "$work/stderr"
}

the_linux_console_starts_in_english() {
    open 80 24 TERM=linux LC_ALL=zh_CN.UTF-8 && until_true on_screen 10 &&
        until_true shows "Please choose"
}

for name in whole_walk_in_chinese whole_walk_in_english whole_walk_in_a_large_terminal \
    full_width_digits_work f2_flips_the_language_and_keeps_what_was_typed \
    esc_and_a_digit_is_an_f_key keys_that_term_does_not_name_work_or_do_nothing arrows_move_the_mark_however_they_are_sent \
    a_small_window_says_so_and_comes_back \
    quitting_asks_first_and_restores_the_terminal sigterm_restores_the_terminal \
    sighup_restores_the_terminal sigint_restores_the_terminal no_color_sends_no_colour \
    colour_is_never_the_only_sign a_dumb_terminal_gets_line_mode line_mode_hides_a_passphrase vt100_draws_without_colour \
    high_contrast_paints_everything resume_after_kill_9 resume_by_digit_and_next_pc \
    a_click_is_the_key_under_it a_double_click_counts_once \
    the_mouse_is_left_alone_until_it_is_asked_for a_terminal_without_a_mouse_says_so \
    a_key_costs_at_most_600_bytes f2_midway_keeps_the_place resizing_in_the_review_keeps_the_place \
    no_terminal_is_refused the_linux_console_starts_in_english; do
    args=
    if "$name"; then
        echo "ok   $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
