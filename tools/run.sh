#!/bin/bash
# run.sh PROGRAM - the main job: the wizard on a terminal, otherwise the same job without a screen.
#
# Without a terminal the bundle goes to $OUT, or build/run.
set -u
if [ -t 0 ] && [ -t 1 ]; then
    "$1"
else
    out=${OUT:-build/run}
    mkdir -p "$out"
    "$1" collect --yes --out "$out"
fi
rc=$?
# 1: done, and something on this machine needs action; the verdicts say what.
[ $rc = 1 ] || exit $rc
