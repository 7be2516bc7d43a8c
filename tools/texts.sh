#!/bin/bash
# texts.sh - prints every text marked _("...") or N_("...") in the program as a gettext template.
set -eu
cd "$(dirname "$0")/.."
find base facts collect check redact bundle flow desk tui cli -name '*.[ch]' -o -name '*.def' 2>/dev/null |
    LC_ALL=C sort |
    xgettext -L C --from-code=UTF-8 --keyword=_ --keyword=N_ --no-location --omit-header -o - -f -
