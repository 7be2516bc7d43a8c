#!/bin/bash
# What casepack.exe asks Windows for, read from its import table: system libraries only, no way to
# the network, no new program.
set -u
exe=${CASEPACK_EXE:-build/win/casepack.exe}
host=x86_64-w64-mingw32
passed=0 failed=0 skipped=0
system='advapi32|bcrypt|cfgmgr32|iphlpapi|kernel32|msvcrt|setupapi|shell32|user32|wevtapi'
network='socket|connect|bind|listen|accept|send|sendto|recv|recvfrom|gethostby.*|getaddrinfo|WSA.*|Internet.*|WinHttp.*|HttpSend.*|URLDownload.*|DnsQuery.*'
programs='CreateProcess.*|WinExec|ShellExecute.*|_?w?system|_?w?popen|_?w?spawn.*|_?w?exec[lv].*|CreateRemoteThread|CoCreateInstance'
writes='RegSetValue.*|RegCreateKey.*|RegDelete.*|RegSaveKey.*|SetFirmwareEnvironmentVariable.*|CreateService.*|StartService.*|ChangeServiceConfig.*'
others='SetSystemTime.*|SetLocalTime|OpenProcessToken|AdjustTokenPrivileges|(Read|Write)ProcessMemory|VirtualAllocEx|SetWindowsHook.*|GetAsyncKeyState|GetKeyboardState|SendInput|GetClipboardData|BitBlt|ExitWindows.*|InitiateSystemShutdown.*|CryptUnprotectData|Cred(Read|Enumerate).*|DebugActiveProcess|MiniDumpWriteDump'

check() { # check SENTENCE COMMAND... - which must print nothing
    local said
    said=$("${@:2}" 2>&1)
    if [ -z "$said" ]; then
        passed=$((passed + 1))
        echo "ok    $1"
    else
        failed=$((failed + 1))
        printf 'FAIL  %s\n%s\n' "$1" "$said"
    fi
}

libraries() { sed -n 's/^\s*DLL Name: //p' "$table" | tr A-Z a-z; }
functions() { awk '/^\t[0-9a-f]+\t *[0-9]+ /{ print $3 }' "$table" | tr -d '\r'; }
of_others() { libraries | grep -vxE "($system)\.dll"; }
named() { functions | grep -xE "$1"; }
too_large() { find "$exe" -size +6144k; }
table_is_empty() { [ "$(functions | wc -l)" -gt 100 ] || echo "only $(functions | wc -l) imports were read"; }
# A static initialised ASLR and no data that runs: DllCharacteristics (PE, 3.4.3).
not_hardened() {
    local bits=$((16#$(sed -n 's/^DllCharacteristics\s*//p' "$table")))
    [ $((bits & 0x160)) = $((0x160)) ] || printf 'DllCharacteristics %04x\n' "$bits"
}

if ! command -v $host-objdump >/dev/null || [ ! -e "$exe" ]; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
table=$(mktemp)
trap 'rm -f "$table"' EXIT
$host-objdump -p "$exe" >"$table"
check "the import table is read" table_is_empty
check "libraries are those of every Windows" of_others
check "no call leads to the network" named "$network"
check "no call starts a program" named "$programs"
check "no call changes registry, firmware or services" named "$writes"
check "no call sets the clock, looks into another program, at keys, clipboard or screen, or shuts down" \
    named "$others"
check "addresses differ at each start, and data is not run" not_hardened
check "it is at most 6 MB" too_large
echo "$passed passed, $failed failed, $skipped skipped"
