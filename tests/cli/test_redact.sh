#!/bin/bash
# test_redact.sh - casepack redact over trees: encodings, archives, names, reports, and faults.
#
# CASEPACK names the program. SLOW=1 takes the sizes of the field: 100000 files, 1 GB.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit
casepack=$(realpath "${CASEPACK:-build/casepack}")
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
export LC_ALL=C.UTF-8 HOME=$work/home XDG_DATA_HOME=$work/home/share TMPDIR=$work/tmp
unset LANG LANGUAGE LC_MESSAGES
mkdir -p "$HOME" "$TMPDIR"
keys=$work/keys
passed=0 failed=0

holds() { # holds WHAT COMMAND... - the command succeeds
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        head -n 20 "$work/said"
    fi
}
# Runs the program; leaves $work/out, $work/err, $rc and the peak of its memory in $kb.
run() {
    kb=$(python3 -c '
import resource, subprocess, sys
rc = subprocess.run(sys.argv[3:], stdin=subprocess.DEVNULL, stdout=open(sys.argv[1], "wb"),
                    stderr=open(sys.argv[2], "wb")).returncode
print(rc, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$work/out" "$work/err" "$@")
    rc=${kb% *} kb=${kb#* }
}
redact() { # redact CODE IN OUT ARGS...
    local want=$1
    shift
    run "$casepack" redact "$@" --root "$work/pc" --key-dir "$keys"
    holds "exit $rc, not $want: redact $* ($(head -n 3 "$work/err"))" test "$rc" = "$want"
}
py() { # py WHAT CODE ARGS... - holds when the Python code raises nothing
    local what=$1 code=$2
    shift 2
    holds "$what" python3 -c "$code" "$@"
}

python3 "$here/machine.py" "$work/pc"
printf '张三\n' >"$work/words"

# ---- encodings, archives, names, a table: one tree
py "the tree is made" '
import bz2, gzip, io, lzma, os, subprocess, sys, tarfile, zipfile
d = sys.argv[1]
os.makedirs(d + "/users/zhang.san/张三"); os.chdir(d)
text = "1 user=zhang.san 10.20.30.40\r\n2 张三 来自 10.20.30.40\r\n3 \\u5f20\\u4e09 %E5%BC%A0%E4%B8%89\n"
def w(name, data):
    open(name, "wb").write(data)
w("utf8.log", text.encode())
w("bom.log", b"\xef\xbb\xbf" + text.encode())
w("u16le.log", b"\xff\xfe" + text.encode("utf-16-le"))
w("u16be.log", b"\xfe\xff" + text.encode("utf-16-be"))
w("u16.log", text.encode("utf-16-le"))
w("gb.log", text.encode("gb18030"))
w("mixed.log", text.encode() + text.encode("gb18030"))
w("users/zhang.san/张三/10.20.30.40.log", text.encode())
w("x.evtx", b"ElfFile\0" + bytes(100))
w("noise", bytes(range(256)) * 4)
w("a.gz", gzip.compress(text.encode(), mtime=0))
w("a.xz", lzma.compress(text.encode("utf-16"))); w("a.bz2", bz2.compress(text.encode("gb18030")))
w("a.zst", subprocess.run(["zstd", "-c"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout)
t = io.BytesIO()
with tarfile.open(fileobj=t, mode="w:gz") as tar:
    for name, data in (("users/zhang.san/a.log", text.encode("gb18030")), ("b.evtx", b"ElfFile\0")):
        info = tarfile.TarInfo(name); info.size = len(data); info.uname = "zhang.san"
        tar.addfile(info, io.BytesIO(data))
with zipfile.ZipFile("logs.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("u16.log", b"\xff\xfe" + text.encode("utf-16-le")); z.writestr("in.tar.gz", t.getvalue())
    z.writestr("张三.log", "x\n")
w("dmi.bin", open(sys.argv[2], "rb").read())
os.symlink("utf8.log", "link"); os.mkfifo("fifo")
' "$work/in" "$work/pc/dump.bin"

redact 1 "$work/in" "$work/one" --keywords "$work/words" --report "$work/report.json" --jobs 1
py "nothing is left in any encoding, archive or name, and the form stays" '
import bz2, gzip, io, json, lzma, os, subprocess, sys, tarfile, zipfile
a, b, report = sys.argv[1:]
secrets = [s for w in ("zhang.san", "10.20.30.40", "张三", "\\u5f20", "%E5%BC%A0") for s in
           (w.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))]
def unpack(data):
    yield data
    if data[:2] == b"PK":
        z = zipfile.ZipFile(io.BytesIO(data))
        for n in z.namelist():
            yield n.encode(); yield from unpack(z.read(n))
    elif data[:3] == b"BZh":
        yield bz2.decompress(data)
    elif data[:5] == b"\xfd7zXZ":
        yield lzma.decompress(data)
    elif data[:4] == b"\x28\xb5\x2f\xfd":
        yield subprocess.run(["zstd", "-dc"], input=data, stdout=subprocess.PIPE, check=True).stdout
    elif data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data); yield data
        if data[257:262] == b"ustar":
            for m in tarfile.open(fileobj=io.BytesIO(data)):
                yield (m.name + m.uname + m.gname).encode()
                assert m.uid == m.gid == 0
                yield data
for d, ds, fs in os.walk(b):
    for name in ds + fs:
        assert not any(s in name.encode() for s in secrets), name
    for name in fs:
        for part in unpack(open(d + "/" + name, "rb").read()):
            assert not any(s in part for s in secrets), (name, part[:200])
forms = {"utf8": "utf-8", "bom": "utf-8-sig", "u16le": "utf-16", "u16be": "utf-16", "u16": "utf-16-le", "gb": "gb18030"}
texts = set()
for name, e in forms.items():
    x, y = (open("%s/%s.log" % (d, name), "rb").read() for d in (a, b))
    assert x[:2] == y[:2] or e not in ("utf-16", "utf-8-sig"), name
    x, y = x.decode(e), y.decode(e)
    assert x.count("\n") == y.count("\n") and x.count("\r") == y.count("\r") and "来自" in y, name
    texts.add(y)
assert len(texts) == 1, texts
m = open(b + "/mixed.log", "rb").read(); y = texts.pop()
assert m == y.encode() + y.encode("gb18030")
left = {w["file"]: w["reason"] for w in json.load(open(report))["withheld"]}
assert left == {"x.evtx": "type", "noise": "encoding", "link": "kind", "fifo": "kind",
                "logs.zip!/in.tar.gz!/b.evtx": "type"}, left
r = json.load(open(report))
assert sum(f["hits"].get("ipv4", 0) for f in r["by_file"]) == r["hits"]["ipv4"] > 0
assert "zhang" not in open(report).read() and "张三" not in open(report).read()
' "$work/in" "$work/one" "$work/report.json"
holds "dmidecode reads the table" dmidecode --from-dump "$work/one/dmi.bin"
py "the table has the same structures and lengths" '
import re, subprocess, sys
def heads(f):
    text = subprocess.run(["dmidecode", "--from-dump", f], capture_output=True, text=True).stdout
    return re.findall("^Handle .*", text, re.M)
a, b = sys.argv[1:]
assert heads(a) == heads(b) != [] and len(open(a, "rb").read()) == len(open(b, "rb").read())
assert open(a, "rb").read() != open(b, "rb").read()
' "$work/in/dmi.bin" "$work/one/dmi.bin"
for jobs in 2 4; do
    redact 1 "$work/in" "$work/jobs$jobs" --keywords "$work/words" --jobs $jobs
    holds "$jobs files at a time give the same tree" diff -r "$work/one" "$work/jobs$jobs"
done
# ---- one odd file does not end a run: a mark that lies, a word that is known after the first look,
# ---- a stand-in that spells a word with what stands before it
py "odd files are made" '
import os, sys
os.makedirs(sys.argv[1]); os.chdir(sys.argv[1])
def w(name, data):
    open(name, "wb").write(data)
w("lies.log", b"\xff\xfe[\xe6\x88\xb7\xa0zhang.san" + b"\x98" * 40)
w("later.log", b"\xff\xfea\0b\0lisi.feng\n\0")
w("names.log", b"user=lisi.feng host=nas-7 from 10.20.30.40\n")
w("spells.log", b"met-nas-7 up\n")
w("good.log", b"on nas-7 met 10.20.30.40\n")
' "$work/odd"
printf 'met-h\nzhang.san\n' >"$work/odd.words"
for dry in "" --dry-run; do
    redact 1 "$work/odd" "$work/odd.out$dry" --keywords "$work/odd.words" --report "$work/odd$dry.json" $dry
    py "each odd file is withheld for its reason, and the others leave $dry" '
import json, sys
r = json.load(open(sys.argv[1]))
left = {w["file"]: w["reason"] for w in r["withheld"]}
assert left == {"lies.log": "encoding", "later.log": "encoding", "spells.log": "again"}, left
assert sorted(f["file"] for f in r["by_file"]) == ["good.log", "names.log"]
' "$work/odd$dry.json"
done
holds "what leaves is written" test -s "$work/odd.out/good.log"
holds "what is withheld is not" test ! -e "$work/odd.out/spells.log"

redact 1 "$work/in" "$work/dry" --dry-run --report "$work/dry.json"
holds "a dry run writes nothing" test ! -e "$work/dry"
holds "a dry run reports" test -s "$work/dry.json"
redact 1 "$work/in/logs.zip" "$work/one.zip" --keywords "$work/words"
holds "one archive is one file" unzip -qt "$work/one.zip"
redact 1 "$work/in/x.evtx" "$work/x.out"
holds "what is withheld is not there" test ! -e "$work/x.out"
redact 1 "$work/in/fifo" "$work/fifo.out"
redact 2 "$work/in" "$work/never" --jobs 0

# ---- OUT may not lie in IN, whatever both are called
ln -s "$work/in" "$work/in.link"
ln -s "$work/in/users" "$work/users.link"
for pair in "in in/new" "in in/users/new/" "in/ in.link/new" "in.link in/new" "in users.link/new" \
    "in/users/.. in/new" "in in2/../in/new" ". new" "in/users in/users/new"; do
    mkdir -p "$work/in2"
    (cd "$work" && "$casepack" redact ${pair% *} ${pair#* } --root "$work/pc" --key-dir "$keys") \
        >"$work/out" 2>"$work/err"
    holds "OUT in IN is wrong usage: $pair" test $? = 2
    holds "and told by its number: $pair" grep -q '^casepack: E1006 ' "$work/err"
done
holds "nothing was written into IN" test -z "$(find "$work" -name 'new*')"
redact 1 "$work/in" "$work/in.new"
redact 1 "$work/in" "$work/in/../in2/users"
redact 0 "$work/in/utf8.log" "$work/in/utf8.out"
rm "$work/in/utf8.out"

# ---- names in GBK
py "names in GBK are made" '
import os, sys
os.mkdir(sys.argv[1]); os.chdir(os.fsencode(sys.argv[1]))
for name in ("张三的日志.log", "机密★10年.log", "一般\u4e8b.log"):
    open(name.encode("gbk"), "w").write("line\n")
open(b"\xff\xfe\x80.log", "w").write("line\n")
' "$work/gbk"
redact 1 "$work/gbk" "$work/gbk.out" --keywords "$work/words" --report "$work/gbk.json"
py "names in GBK are redacted and stay GBK" '
import json, os, re, sys
names = sorted(n.decode("gbk") for n in os.listdir(os.fsencode(sys.argv[1])))
assert len(names) == 2 and names[1] == "一般事.log" and re.fullmatch("K-\\w{6}的日志.log", names[0]), names
reasons = sorted(w["reason"] for w in json.load(open(sys.argv[2]))["withheld"])
assert reasons == ["encoding", "mark"], reasons
' "$work/gbk.out" "$work/gbk.json"

# ---- a name that one file teaches shows that another is no text: it did not change
py "files that begin as UTF-16 and go on otherwise are made" '
import os, sys
os.mkdir(sys.argv[1]); os.chdir(sys.argv[1])
open("teaches.log", "w").write("user=zhang.san logged in\n")
for name, e in (("le", "utf-16-le"), ("be", "utf-16-be")):
    bom = "\ufeff".encode(e)
    text = "安静的一行\r\n".encode(e)
    open(name + ".tail", "wb").write(bom + text + b"zhang.san\n")
    open(name + ".middle", "wb").write(bom + text + b"zhang.san \n" + text)
    open(name + ".short", "wb").write(bom + b"zhang.san")
    open(name + ".lone", "wb").write(bom + text + b"\0\xd8"[::1 if name == "le" else -1] + text)
    open(name + ".odd", "wb").write(bom + text + text[:3])
' "$work/broken"
redact 1 "$work/broken" "$work/broken.out" --report "$work/broken.json"
redact 1 "$work/broken" "$work/never" --dry-run --report "$work/broken.dry"
py "each is withheld for its encoding, and a dry run says the same" '
import json, sys
said = [{w["file"]: w["reason"] for w in json.load(open(f))["withheld"]} for f in sys.argv[1:]]
assert said[0] == said[1] and set(said[0].values()) == {"encoding"}, said
assert {"le.tail", "le.middle", "le.short", "be.tail", "be.middle", "be.short"} <= set(said[0]), said
' "$work/broken.json" "$work/broken.dry"

# ---- a keyword of the site is just what a stand-in and the character before it spell
mkdir "$work/alias"
printf '甲zhang.san\nuser=zhang.san\n' >"$work/alias/a.log"
redact 0 "$work/alias" "$work/alias.out"
py "files are made in which a keyword comes about" '
import gzip, io, os, sys, zipfile
alias = open(sys.argv[1] + ".out/a.log").readline()
assert alias.startswith("甲U-"), alias
open(sys.argv[2], "w").write(alias)
os.chdir(sys.argv[1])
odd, quiet = "甲zhang.san\n", "user=zhang.san\n"
for name, e in (("gb", "gb18030"), ("u16", "utf-16"), ("end", "utf-8")):
    open(name + ".odd", "wb").write((quiet * 9000 + odd.rstrip()).encode(e))
open("gz.odd", "wb").write(gzip.compress(odd.encode()))
with zipfile.ZipFile("zip.odd", "w") as z:
    z.writestr("a.log", quiet); z.writestr("b.log", odd)
open("甲zhang.san.txt", "w").write(quiet)
for i in range(30):
    open("%d.log" % i, "w").write(quiet)
' "$work/alias" "$work/alias.words"
for jobs in 1 4; do
    redact 1 "$work/alias" "$work/alias.$jobs" --keywords "$work/alias.words" --jobs $jobs \
        --report "$work/alias.json.$jobs"
    py "they are kept back, say why, and the others go on, with $jobs files at a time" '
import json, os, sys
left = {w["file"]: w["reason"] for w in json.load(open(sys.argv[2]))["withheld"]}
assert left == dict.fromkeys(["a.log", "gb.odd", "u16.odd", "end.odd", "gz.odd", "zip.odd", "?"], "again"), left
assert sorted(os.listdir(sys.argv[1])) == sorted("%d.log" % i for i in range(30))
' "$work/alias.$jobs" "$work/alias.json.$jobs"
    holds "the summary tells them" grep -q '^37 files, 7 withheld$' "$work/out"
done

# ---- a policy of the site: patterns, lines and files that stay behind
cat >"$work/site.yaml" <<'END'
name: hall-7
title: {zh: 七号楼, en: hall 7}
about: {zh: 试验用, en: for a test}
version: 4
level: 1
second_person: false
smbios_as_hex: false
phone_report: true
qr: false
gm: false
hotline: ""
actions:
  - kinds: [password]
    action: drop-line
  - kinds: [private-key]
    action: drop-file
  - kinds: [ipv4]
    action: mask
patterns:
  - name: badge
    kind: user
    literal: 工号
    pattern: 工号\W*(\d+)
    example: 工号 1
  - name: endless
    kind: keyword
    literal: "##"
    pattern: "##(a|a)+[bd]"
    example: "##ab"
END
py "a tree for the policy is made" '
import lzma, os, sys
os.makedirs(sys.argv[1]); os.chdir(sys.argv[1])
text = "工号：4711 在 10.20.30.40\n密码：abcd1234efgh 不要留\n尾行 4711\n"
for name, e in (("a.utf8", "utf-8"), ("b.gb", "gb18030"), ("c.u16", "utf-16")):
    open(name, "wb").write(text.encode(e))
open("d.xz", "wb").write(lzma.compress(text.encode()))
open("key.pem", "w").write("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----\n")
open("slow.log", "w").write("##" + "a" * 60 + "c\n")
' "$work/site"
redact 1 "$work/site" "$work/site.out" --policy "$work/site.yaml" --report "$work/site.json"
py "the policy of the site counts in every encoding and archive" '
import json, lzma, os, re, sys
os.chdir(sys.argv[1])
want = re.compile("工号：(U-[0-9A-Z]{6}) 在 \\*\\*\\*\\*\n\\[line removed\\]\n尾行 4711\n")
aliases = set()
for name, e in (("a.utf8", "utf-8"), ("b.gb", "gb18030"), ("c.u16", "utf-16"), ("d.xz", None)):
    data = open(name, "rb").read()
    text = data.decode(e) if e else lzma.decompress(data).decode()
    m = want.fullmatch(text); assert m, text
    aliases.add(m[1])
assert len(aliases) == 1 and not os.path.exists("key.pem") and not os.path.exists("slow.log")
r = json.load(open(sys.argv[2]))
assert {w["file"]: w["reason"] for w in r["withheld"]} == {"key.pem": "policy", "slow.log": "pattern"}, r
assert r["hits"]["user"] == r["hits"]["password"] == r["hits"]["ipv4"] == 4, r["hits"]
' "$work/site.out" "$work/site.json"
sed 's/drop-file/burn/' "$work/site.yaml" >"$work/bad.yaml"
redact 5 "$work/site" "$work/bad.out" --policy "$work/bad.yaml"
holds "a mistake in a policy names its line" grep -q 'E3002 .*bad.yaml line 16: action' "$work/err"
redact 2 "$work/site" "$work/bad.out" --policy lax
run "$casepack" list --policy "$work/site.yaml" --json
py "list prints the policy in force" '
import hashlib, json, sys
p = json.load(open(sys.argv[1]))
assert p["sha256"] == hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()
assert {a["kind"]: a["action"] for a in p["actions"]}["private-key"] == "drop-file"
assert p["patterns"][0]["literal"] == "工号" and p["policy"] == "hall-7"
' "$work/out" "$work/site.yaml"

# ---- faults
mkdir "$work/deny"
echo "10.20.30.40" | tee "$work/deny/a" >"$work/deny/b"
chmod 000 "$work/deny/b"
if [ "$(id -u)" != 0 ]; then
    redact 1 "$work/deny" "$work/deny.out"
    holds "what may not be read is told" grep -q /b "$work/out"
fi

# A full disk: the limit on the size of a file is the one that anybody can set.
yes "some line of a log with 10.20.30.40 in it" | head -c 4000000 >"$work/big"
(ulimit -f 1000 && trap '' XFSZ && "$casepack" redact "$work/big" "$work/big.out" --root "$work/pc" \
    --key-dir "$keys" >"$work/out" 2>"$work/err")
rc=$?
holds "a full disk is told" grep -q '^casepack: E4103 ' "$work/err"
holds "a full disk ends with 5" test $rc = 5
holds "half a file is removed" test ! -e "$work/big.out"

# 10 GB of nothing, and 10 GB of nothing behind text: refused by their NULs, at once.
mkdir "$work/sparse"
truncate -s 10G "$work/sparse/nothing"
(yes "some line" | head -c 300000) >"$work/sparse/text"
truncate -s 10G "$work/sparse/text"
start=$SECONDS
redact 1 "$work/sparse" "$work/sparse.out" --jobs 2
holds "10 GB of holes take no time" test $((SECONDS - start)) -lt 20
holds "sparse files are withheld" test -z "$(find "$work/sparse.out" -type f)"

# A bomb inside a bomb.
py "a bomb is made" '
import gzip, sys
data = gzip.compress(b"A quiet line of a log.\n" * (12 << 20), 9)
open(sys.argv[1], "wb").write(gzip.compress(data * 8, 9))
' "$work/bomb.gz"
redact 1 "$work/bomb.gz" "$work/bomb.out"
holds "a bomb is withheld" test ! -e "$work/bomb.out"
holds "a bomb stays small in memory ($kb kB)" test "$kb" -lt 100000
for pack in "xz -9" zstd; do
    yes "A quiet line of a log." | head -c 128M | $pack -c >"$work/bomb"
    redact 1 "$work/bomb" "$work/bomb.out"
    holds "a bomb of $pack is withheld" test ! -e "$work/bomb.out"
    holds "a bomb of $pack stays small in memory ($kb kB)" test "$kb" -lt 140000
done

# Many files, and a line without end.
many=2000 long=256
[ "${SLOW:-0}" = 0 ] || many=100000 long=1000
py "many files are made" '
import os, sys
for i in range(int(sys.argv[2])):
    d = "%s/%d" % (sys.argv[1], i // 1000)
    os.makedirs(d, exist_ok=True)
    open("%s/%d.log" % (d, i), "w").write("line %d of 10.20.%d.%d\n" % (i, i // 250 % 250, i % 250))
' "$work/many" $many
redact 0 "$work/many" "$work/many.out"
holds "as many files" test "$(find "$work/many.out" -type f | wc -l)" = $many
holds "many files stay small in memory ($kb kB)" test "$kb" -lt $((60000 + many))
head -c "${long}M" /dev/zero | tr '\0' x >"$work/long"
redact 0 "$work/long" "$work/long.out"
holds "a line without end comes back" cmp "$work/long" "$work/long.out"
holds "a line without end stays small in memory ($kb kB)" test "$kb" -lt 60000

# Nothing was written anywhere else.
holds "no temporary files" test -z "$(find "$TMPDIR" "$HOME" -type f)"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
