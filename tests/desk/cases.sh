#!/bin/bash
# cases.sh - made-up PCs of the desk's cases, for scripts that source it from the top of the tree;
# brings tests/support/commands.sh.
. tests/support/commands.sh

own() { # own N - what differs from PC to PC
    printf 'uuid=409a1e7c5bd36e4f8a2190c4b7e6f5%02x|disk=WD-WX11A2B3C4%02d|mac=00:00:5e:00:53:%02x|chassis=CH-8844%02d' \
        "$1" "$1" "$1" "$1"
}

case_one() { # case 1 of ten PCs, in ${ten[@]}: one activated on the line, nine reinstalled
    case1=(--case CAS-00001-A0B0C0 --operator OP7
        --error '在线激活失败，服务器错误，请检查激活服务器设置并重试激活，或者使用离线激活')
    bundle pc01 "$(own 1)|serial=|board_serial=" "${case1[@]}" --machine 1/10 --role good \
        --symptom '产线激活，未重装，一直正常'
    for i in $(seq 2 10); do
        bundle "pc$(printf %02d "$i")" "$(own "$i")|serial=|board_serial=" "${case1[@]}" \
            --machine "$i/10" --role failing --symptom '重装系统后无法激活'
    done
    ten=("$work"/pc*.zip)
}
