#!/bin/bash
# deps.sh LIST - installs the Debian packages of LIST that are missing; quick when none is.
set -eu
mapfile -t wanted < <(sed 's/#.*//' "$1" | xargs -n 1)
missing=()
mapfile -t present < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" \
    2>/dev/null | sed -n 's/^installed //p')
for package in "${wanted[@]}"; do
    [[ " ${present[*]} " == *" $package "* ]] || missing+=("$package")
done
[ ${#missing[@]} = 0 ] && exit 0
echo "  DEPS    ${missing[*]}"
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
