#!/bin/bash
# test_packages.sh - packaging/debian-packages is enough on a bare Debian: every program that a
# script calls, every library the Makefile links and every header the sources include comes from a
# package of the list, from one that it depends on, or from Debian's own smallest system.
set -u
cd "$(dirname "$0")/../.."
if ! command -v dpkg-query >/dev/null; then
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
python3 - <<'EOF'
import glob, os, re, shutil, subprocess, sys

def run(*words):
    return subprocess.run(words, capture_output=True, text=True).stdout

# ---- what the list brings along: depends, first alternatives, without what is only recommended
installed, provided, bare = {}, {}, set()
form = "${Package}\t${Essential}\t${Priority}\t${Provides}\t${Pre-Depends}, ${Depends}\t${db:Status-Status}\n"
for line in run("dpkg-query", "-W", "-f", form).splitlines():
    name, essential, priority, provides, depends, status = line.split("\t")
    if status != "installed":
        continue
    bare |= {name} if essential == "yes" or priority == "required" else set()
    for virtual in re.findall(r"[a-z0-9][a-z0-9+.-]+(?= *(?:\(|,|$))", provides):
        provided.setdefault(virtual, name)
    installed[name] = [re.split(r"[ (:|]", part.strip())[0] for part in depends.split(",") if part.strip()]

# The second list is for building and trying the program for Windows.
listed = [word for name in ("packaging/debian-packages", "packaging/debian-packages-windows")
          for line in open(name) for word in line.split("#")[0].split()]
brought, queue = set(), listed + sorted(bare)
while queue:
    name = queue.pop()
    name = name if name in installed else provided.get(name, name)
    if name not in brought:
        brought.add(name)
        queue += installed.get(name, [])

def names(path):
    """As a package may have listed it: with /usr merged, behind links."""
    real = os.path.realpath(path)
    return {path, real, re.sub("^/usr", "", path), re.sub("^/usr", "", real), "/usr" + path}

# ---- what is used
scripts = {name: open(name).read() for name in glob.glob("tools/*.sh") + glob.glob("tests/*/*.sh")}
shell_own = set(run("bash", "-c", "compgen -bk").split())
START = re.compile(r"(?:^|[|&;({`!]|\bcommand -v\b|\bdo\b|\bthen\b|\belse\b|\bif\b|\bwhile\b|\bxargs(?: -\S+)*|\bnice\b"
                   r"|\btimeout(?: -\S+)* \d+)\s*(?:[A-Z_]+=\S* +)*([a-z0-9][a-z0-9_.+-]*)(?=\s|$)", re.M)
used = {}
for name, text in scripts.items():
    told = set(re.findall(r"apt-get install ([a-z0-9-]+)", text)) # when it is missing
    text = re.sub(r"<<-?'?([A-Z]+)'?.*?\n\1\b", "", text, flags=re.S)
    text = re.sub(r"(^|\s)#.*", "", text)
    functions = set(re.findall(r"^\s*([a-z_0-9]+)\(\)", text, re.M))
    text = re.sub(r"'[^']*'", "''", text)
    for word in START.findall(text):
        path = shutil.which(word)
        if word not in shell_own | functions | told and path and path.startswith(("/usr", "/bin", "/sbin")):
            used.setdefault(path, f"{name} calls {word}")
makefile = open("Makefile").read()
modules = re.search(r"^PKGS := (.*?)(?<!\\)$", makefile, re.M | re.S)[1].replace("\\", "").split()
for module in modules:
    folder = run("pkg-config", "--variable=pcfiledir", module).strip()
    used[f"{folder}/{module}.pc"] = f"the Makefile asks for {module}"
for library in set(re.findall(r"-l([a-z0-9_-]+)", makefile)):
    for end in (".a", ".so"):
        path = run("gcc", f"-print-file-name=lib{library}{end}").strip()
        if os.path.isabs(path):
            used[os.path.normpath(path)] = f"the Makefile links {library}"
            break
headers = set()
for name in run("git", "ls-files", "*.c", "*.h").split():
    headers |= set(re.findall(r"^#include <([^>]+)>", open(name, errors="replace").read(), re.M))
places = ["/usr/include", "/usr/include/" + run("gcc", "-print-multiarch").strip()]
for header in headers:
    for place in places:
        if os.path.exists(f"{place}/{header}"):
            used[f"{place}/{header}"] = f"a source includes {header}"

owners = {}
for line in run("dpkg-query", "-S", *{name for path in used for name in names(path)}).splitlines():
    packages, _, path = line.partition(": ")
    if "diversion" not in packages:
        owners[path] = packages.split(",")[0].split(":")[0]

failed = 0
for path, why in sorted(used.items(), key=lambda item: item[1]):
    package = next((owners[name] for name in names(path) if name in owners), None)
    if package and package not in brought:
        print(f"FAILED: {why}, of {package}, which packaging/debian-packages does not bring")
        failed += 1
for name in listed: # a name that Debian does not know would end make deps
    if name not in installed and not run("apt-cache", "show", name):
        print(f"FAILED: packaging/debian-packages names {name}: no such package")
        failed += 1
if len(used) < 100:
    print(f"FAILED: only {len(used)} uses were found")
    failed += 1
print(f"{len(used) + len(listed) + 1 - failed} passed, {failed} failed")
sys.exit(failed > 0)
EOF
