#!/bin/bash
# test_smoke.sh - casepack.exe in a few seconds: the same machine, the same words, the same bytes.
# The whole is `make test-win`.
cd "$(dirname "$0")/../.." || exit
. tests/windows/wine.sh

keys_of_one
check "both say the same version" same --version
check "both judge what Wine cannot answer alike, from a recording" \
    same check --root tests/machines/windows-recorded.tree --json
check "the zip of a recorded machine is the same, byte for byte" \
    same_bundle tests/machines/desktop-sata.tree zip
check "Windows verifies what it wrote" verifies
summary
