#!/usr/bin/env python3
"""strangers.py - logs that the engine was not built from, with known secrets and look-alikes.

  strangers.py make DIR [SEED [N]]  DIR/files, DIR/words (what a site would type), DIR/truth.json;
                                  with at most N values a kind, many of which stand in one place
  strangers.py score DIR OUT      OUT: DIR/files after `casepack redact`; prints what went wrong
                                  and "secrets N leaked N look-alikes N damaged N changed N of N"

A line is made from a template. <kind> plants a secret, <~kind> a look-alike that must stay, the
rest must stay too. Values come from pools by kind: what is in DIR/words the site knows, all
others stand behind a label, in a place of their own or in a form that tells.
"""
import json, os, random, re, sys

from strangers_lines import FILES, HEADS

UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
HEX = "0123456789abcdef"
KEY = "BCDFGHJKMPQRTVWXY2346789"
SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "建国志强晓梅雅婷海燕鹏飞丽华永康子轩思远佳怡浩然雪松春兰"
PROVINCES = "京津沪冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class Values:
    """The pools, all from one seed."""

    def __init__(self, seed, count):
        self.count = count
        self.r = random.Random(seed)
        self.pools = {}

    def chars(self, n, of):
        return "".join(self.r.choice(of) for _ in range(n))

    def pool(self, kind):
        if kind not in self.pools:
            make = getattr(self, "v_" + kind)
            self.pools[kind] = list(dict.fromkeys(make() for _ in range(self.count)))
        return self.pools[kind]

    def one(self, kind):
        return self.r.choice(self.pool(kind))

    # -- the net
    def v_ip(self):
        net = self.r.choice(["10.%d.%d", "172.23.%d", "192.168.%d", "59.%d.%d", "203.%d.%d"])
        tail = self.r.randint(100, 253)
        return (net % tuple(self.r.randint(110, 250) for _ in range(net.count("%")))
                + ".%d" % tail)

    def v_ipdash(self): return self.v_ip().replace(".", "-")
    def v_reverse(self): return ".".join(reversed(self.v_ip().split(".")))
    def v_ip6(self):
        groups = [self.chars(4, "123456789abcdef") for _ in range(5)]
        return self.r.choice(["2408:{}:{}::{}", "fd{:.2}:{}::{}:{}", "2001:da8:{}:{}:{}::1a2f",
                              "fe80::{}:{}:{}"]).format(*groups)

    def v_ip6full(self):
        return "2409:" + ":".join(self.chars(4, "123456789ABCDEF") for _ in range(7))

    def v_mapped(self): return "::ffff:" + self.v_ip()
    def mac(self, sep, of=HEX):
        pairs = self.r.choice(["00:25:90", "f8:bc:12", "8c:ec:4b", "b4:96:91"]).split(":")
        pairs += [self.chars(2, of) for _ in range(3)]
        text = sep.join(pairs)
        return text.upper() if self.r.random() < .4 else text

    def v_mac(self): return self.mac(":")
    def v_macdash(self): return self.mac("-").upper()
    def v_maccisco(self):
        m = self.mac("").lower()[:11] + self.chars(1, "abcdef")
        return m[:4] + "." + m[4:8] + "." + m[8:]

    def v_machyphen(self):
        m = self.v_maccisco()
        return m[:3] + self.chars(1, DIGITS) + m[4:].replace(".", "-")

    def v_macline(self): return self.mac("_").upper()
    def v_macbare(self): return self.mac("").upper()
    def v_ssid(self):
        return self.r.choice(["Lab%d-Guest", "机房无线%d", "AP_F%d_5G", "yfzx %dF"]) % \
            self.r.randint(10, 99)

    def v_host(self):
        return self.r.choice(["YFB-PC%03d", "nas-bak%02d", "CAIWU%03dA", "oa-app-%02d"]) % \
            self.r.randint(1, 99)

    def v_stock(self):
        return self.r.choice([("DESKTOP-", 7), ("LAPTOP-", 8), ("WIN-", 11)])

    def v_made(self):
        head, n = self.v_stock()
        return head + self.chars(n - 1, UPPER + DIGITS) + self.chars(1, DIGITS)

    def v_fqdn(self):
        return "%s%02d.%s" % (self.r.choice(["dc", "mail", "srv", "vpn"]), self.r.randint(1, 99),
                              self.r.choice(["yan.internal", "hq.corp", "lab7.lan", "bj.local"]))

    def v_dcs(self): return "dept%02d,DC=corp" % self.r.randint(1, 99)
    def v_sitefqdn(self):
        return "%s%d.%s" % (self.r.choice(["web", "erp"]), self.r.randint(1, 99), "zhyj-demo.cn")

    # -- people and accounts
    def v_user(self):
        return self.r.choice(["liwei%02d", "zhao.lei%d", "wangfang_%d", "cx%04d"]) % \
            self.r.randint(10, 99)

    def v_siteuser(self): return "ops" + self.chars(5, "bcdfgklmnprstvz")
    def v_mail(self):
        return "%s@%s" % (self.v_user(), self.r.choice(["zhyj-demo.cn", "mail.hq.corp", "163.com",
                                                        "corp-demo.com.cn"]))

    def v_mailupper(self): return self.v_mail().upper()
    def v_person(self):
        return self.r.choice(SURNAMES) + self.chars(self.r.choice([1, 2]), GIVEN)

    def v_title(self):
        return self.r.choice(SURNAMES) + self.chars(self.r.choice([0, 1, 2]), GIVEN)

    def v_siteperson(self):
        return "欧阳" + self.chars(2, GIVEN)

    def v_org(self):
        return self.r.choice(["滨海", "云州", "江原", "青岭"]) + \
            self.r.choice(["精密机械", "海洋环境", "电力设计", "测控技术"]) + \
            self.r.choice(["有限公司", "研究所", "研究院", "股份有限公司"])

    def v_siteorg(self): return self.r.choice(["第%s试验站", "%s号工程部"]) % \
        self.r.choice("二三四五六七八九")

    def v_address(self):
        return "%s市%s区%s路%d号%d号楼%d室" % (
            self.r.choice(["滨海", "云州"]), self.r.choice(["东湖", "西岭", "高新"]),
            self.r.choice(["建设", "科苑", "人民"]), self.r.randint(1, 300),
            self.r.randint(1, 20), self.r.randint(101, 2210))

    # -- ids of people
    def v_mobile(self):
        return self.r.choice(["138", "159", "186", "177", "199", "166"]) + self.chars(8, DIGITS)

    def v_mobilegroups(self):
        m = self.v_mobile()
        return self.r.choice(" -").join([m[:3], m[3:7], m[7:]])

    def v_mobile86(self): return self.r.choice(["+86 ", "+86", "86-", "+86-"]) + self.v_mobile()
    def v_landline(self):
        return self.r.choice(["010-%s", "0532-%s", "(0755)%s", "+86-21-%s", "（0931）%s"]) % \
            (self.r.choice("23568") + self.chars(7, DIGITS))

    def v_resident(self):
        body = self.r.choice(["110108", "370202", "440305"]) + "19%02d%02d%02d" % (
            self.r.randint(55, 99), self.r.randint(1, 12), self.r.randint(1, 28)) \
            + self.chars(3, DIGITS)
        weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights)) % 11]

    def v_typo(self):
        """A resident id with a wrong check digit."""
        good = self.v_resident()
        return good[:17] + ("1" if good[17] != "1" else "2")

    def v_uscc(self):
        of = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        org = self.chars(8, DIGITS)
        w = [3, 7, 9, 10, 5, 8, 4, 2]
        c = 11 - sum(int(a) * b for a, b in zip(org, w)) % 11
        body = "91370202" + org + {10: "X", 11: "0"}.get(c, str(c))
        s = sum(of.index(a) * pow(3, i, 31) for i, a in enumerate(body))
        return body + of[(31 - s % 31) % 31]

    def v_passport(self): return "E" + self.r.choice("ABCDEFGHJK") + self.chars(7, DIGITS)
    def luhn(self, body):
        total = 0
        for i, c in enumerate(reversed(body)):
            d = int(c) * (2 if i % 2 == 0 else 1)
            total += d - 9 if d > 9 else d
        return body + str(-total % 10)

    def v_card(self): return self.luhn("62%s" % self.chars(16, DIGITS))
    def v_cardgroups(self):
        c = self.luhn("62" + self.chars(13, DIGITS))
        return " ".join(c[i:i + 4] for i in range(0, 16, 4))

    def v_imei(self): return self.luhn("86" + self.chars(12, DIGITS))
    def v_plate(self):
        return self.r.choice(PROVINCES) + self.r.choice("ABC") + self.r.choice(["", "·"]) + \
            self.chars(1, UPPER) + self.chars(4, DIGITS)

    def v_plategreen(self): return self.r.choice(PROVINCES) + "A" + "D" + self.chars(5, DIGITS)
    def v_qq(self): return self.chars(1, "123456789") + self.chars(8, DIGITS)
    def v_wxid(self): return "wxid_" + self.chars(14, "abcdefghij0123456789")
    def v_gps(self): return "%d.%06d" % (self.r.randint(20, 50), self.r.randint(1, 999999))

    # -- machines
    def v_sid(self):
        parts = [self.r.randint(10**8, 4 * 10**9) for _ in range(3)]
        return "S-1-5-21-%d-%d-%d-%d" % (*parts, self.r.randint(1001, 9999))

    def v_guid(self):
        return "-".join(self.chars(n, HEX) for n in (8, 4, 4, 4, 12))

    def v_machineid(self): return self.chars(32, HEX)
    def v_serial(self):
        return self.r.choice(["PF", "CN0", "5CD", "MJ"]) + self.chars(3, DIGITS) + \
            self.chars(3, UPPER) + self.chars(2, DIGITS)

    def v_usbserial(self): return self.chars(12, "0123456789ABCDEF") + "07A"
    def v_wwn(self): return "0x50014ee" + self.chars(9, HEX)
    def v_activation(self):
        return "%04d-%04d-%05d" % (self.r.randint(300, 900), self.r.randint(1500, 1999),
                                   self.r.randint(1, 99999))

    def v_activation2(self):
        return "ZK" + self.chars(2, DIGITS) + "24" + self.chars(7, DIGITS)

    def v_productkey(self):
        return "-".join(self.chars(5, KEY) for _ in range(4)) + "-" + self.chars(2, DIGITS[2:4]) \
            + "N" + self.chars(2, KEY)

    def v_productid(self):
        return "%s-%s-%s-AA%s" % tuple(self.chars(n, DIGITS) for n in (5, 5, 5, 3))

    # -- secrets
    def v_password(self):
        return self.r.choice(["Tz", "Qm", "Hx"]) + self.chars(4, "abcdefgh") + \
            self.r.choice("!#_@") + self.chars(3, DIGITS)

    def v_pin(self): return self.chars(6, DIGITS)
    def v_token(self): return self.chars(26, UPPER + UPPER.lower() + DIGITS) + self.chars(2, DIGITS)
    def v_cookie(self): return "sid=" + self.v_token()
    def v_jwt(self):
        return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + self.chars(40, HEX + UPPER) + "." + \
            self.chars(43, UPPER + DIGITS)

    def v_aws(self): return "AKIA" + self.chars(15, UPPER) + self.chars(1, DIGITS)
    def v_gitlab(self): return "glpat-" + self.chars(18, UPPER.lower()) + self.chars(2, DIGITS)
    def v_basic(self): return self.chars(22, UPPER + DIGITS) + "=="
    def v_nthash(self): return self.chars(32, HEX)
    def v_bitlocker(self):
        return "-".join("%06d" % (11 * self.r.randint(1000, 65000)) for _ in range(8))

    def v_dn(self):
        return "/o=%s/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=%s" % (
            self.chars(5, UPPER), self.v_user())

    # -- look-alikes
    def v_ver4(self): return "%d.%d.%d.%d" % tuple(self.r.randint(1, n) for n in (9, 40, 99, 99))
    def v_agent(self): return "%d.%d.%d.%d" % tuple(self.r.randint(50, 250) for _ in range(4))
    def v_winver(self): return "10.0.%d.%d" % (self.r.randint(10000, 22700), self.r.randint(1, 4999))
    def v_ver5(self): return self.v_ver4() + ".%d" % self.r.randint(0, 99)
    def v_mask(self): return self.r.choice(["255.255.255.0", "255.255.252.0", "255.0.0.0"])
    def v_loop(self): return self.r.choice(["127.0.0.1", "0.0.0.0", "224.0.0.251", "127.0.1.1"])
    def v_loop6(self): return self.r.choice(["::1", "ff02::1", "::"])
    def v_cpp(self): return self.r.choice(["std::vector", "Ui::Dialog::show", "Windows::Storage",
                                           "foo::bar::baz", "ATL::CString"])

    def v_clock(self): return "%02d:%02d:%02d:%03d" % tuple(
        self.r.randint(1, n) for n in (23, 59, 59, 999))

    def v_eui(self): return "00-00-00-00-00-00-00-E0"
    def v_zeromac(self): return self.r.choice(["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff",
                                               "FF-FF-FF-FF-FF-FF", "01:00:5e:00:00:fb"])

    def v_stamp(self): return "2%d-%02d-%02d-%02d-%02d-%02d" % tuple(
        self.r.randint(1, n) for n in (6, 12, 28, 23, 59, 59))

    def v_unit(self): return self.r.choice(["user@1000.service", "getty@tty2.service",
                                            "systemd-fsck@dev-sda1.service"])

    def v_svcuser(self): return self.r.choice(["SYSTEM", "Administrator", "root",
                                               "TrustedInstaller", "DefaultUser0"])

    def v_wellsid(self): return self.r.choice(
        ["S-1-5-18", "S-1-5-32-544", "S-1-1-0", "S-1-15-2-1", "S-1-5-19",
         "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"])

    def v_clsid(self): return self.r.choice(
        ["{4d36e972-e325-11ce-bfc1-08002be10318}", "{9BE8D7B2-329C-442A-A4AC-ABA9D7572602}",
         "{00000000-0000-0000-C000-000000000046}"])

    def v_placeholder(self): return self.r.choice(
        ["To be filled by O.E.M.", "Default string", "Not Specified", "None", "INVALID",
         "System Serial Number", "00000000", "0123456789"])

    def v_lastfive(self): return "XXXXX-XXXXX-XXXXX-XXXXX-" + self.chars(5, UPPER)
    def v_sha(self): return self.chars(64, HEX)
    def v_md5(self): return self.chars(32, HEX)
    def v_pktoken(self): return "31bf3856ad364e35"
    def v_nopass(self): return self.r.choice(["********", "null", "Yes", "No"])
    def v_hotline(self): return self.r.choice(["400-818-0055", "95588", "800-810-3000", "12345"])
    def v_badcard(self):
        good = self.v_card()
        return good[:-1] + str((int(good[-1]) + 1) % 10)

    def v_badid(self): return self.v_typo()
    def v_case(self): return "CAS-%05d-%s" % (self.r.randint(1, 99999),
                                             self.chars(6, UPPER[:10] + DIGITS))

    def v_kb(self): return "KB%07d" % self.r.randint(3000000, 5099999)
    def v_error(self): return self.r.choice(["0x80070005", "0x8024402C", "0xC0000142"])
    def v_filetime(self): return "1326%014d" % self.r.randint(0, 10**14 - 1)
    def v_epoch(self): return "16%011d" % self.r.randint(0, 10**11 - 1)
    def v_size(self): return "%d" % self.r.randint(10**8, 10**10)
    def v_block(self): return "blk_%d" % self.r.randint(10**17, 9 * 10**18)
    def v_pnp(self): return "PCI\\VEN_8086&DEV_A370&SUBSYS_40308086&REV_10\\3&11583659&0&A3"
    def v_pubhost(self): return self.r.choice(
        ["www.microsoft.com", "go.microsoft.com", "download.windowsupdate.com", "deb.debian.org"])

    def v_devpath(self): return self.r.choice(
        ["\\\\?\\GLOBALROOT\\Device", "\\\\.\\PHYSICALDRIVE0", "\\\\?\\C:\\Windows"])


FULL = {ord(c): chr(ord(c) + 0xFEE0) for c in DIGITS + UPPER + UPPER.lower() + "IO:-.@"}
ENCODINGS = {"utf8": ("utf-8", b""), "bom": ("utf-8", b"\xef\xbb\xbf"),
             "le": ("utf-16-le", b"\xff\xfe"), "lenobom": ("utf-16-le", b""),
             "be": ("utf-16-be", b"\xfe\xff"), "gb": ("gb18030", b"")}


def spelled(text, how):
    """A secret as it may be written: full width, JSON, a URL, XML."""
    if how == "full":
        return text.translate(FULL)
    if how == "json":
        return json.dumps(text)[1:-1]
    if how == "url":
        return "".join("%%%02X" % b for b in text.encode())
    if how == "xml":
        return "".join("&#x%x;" % ord(c) for c in text)
    return text


def parts_of(values, template):
    """[[role, kind, text]] with role "", "secret" or "look"."""
    parts, at = [], 0
    for m in re.finditer(r"<(~?)([a-z0-9]+)(?:\|([a-z]+))?>", template):
        kind = m.group(2)
        if not hasattr(values, "v_" + kind):
            continue
        if m.start() > at:
            parts.append(["", "", template[at:m.start()]])
        text = spelled(values.one(kind), m.group(3))
        parts.append(["look" if m.group(1) else "secret", kind, text])
        at = m.end()
    parts.append(["", "", template[at:]])
    return parts


def encoded(lines, encoding, newline):
    if encoding == "mixed":  # UTF-8 and GBK by turns, as Chinese clients write them
        return b"".join((line + newline).encode("gb18030" if i % 3 == 1 else "utf-8")
                        for i, line in enumerate(lines))
    name, mark = ENCODINGS[encoding]
    return mark + (newline.join(lines) + newline).encode(name)


def decoded(data, encoding):
    if encoding == "mixed":
        lines = data.split(b"\n")
        return "\n".join(line.decode("gb18030" if i % 3 == 1 else "utf-8", "replace")
                         for i, line in enumerate(lines))
    name, mark = ENCODINGS[encoding]
    if not data.startswith(mark):
        return None
    try:
        return data[len(mark):].decode(name)
    except UnicodeDecodeError:
        return None


def make(folder, seed, count):
    values, truth = Values(seed, count), {}
    for path, (encoding, newline, count, templates) in FILES.items():
        lines = [[["", "", head]] for head in HEADS.get(path, [])]
        deck = []
        while len(lines) < count:
            deck = deck or values.r.sample(templates, len(templates))
            lines.append(parts_of(values, deck.pop()))
        truth[path] = {"encoding": encoding, "newline": newline, "lines": lines}
        os.makedirs(os.path.dirname(os.path.join(folder, "files", path)), exist_ok=True)
        with open(os.path.join(folder, "files", path), "wb") as f:
            f.write(encoded(["".join(p[2] for p in line) for line in lines], encoding, newline))
    site = [values.pool(kind) for kind in ("siteuser", "siteperson", "siteorg")]
    with open(os.path.join(folder, "words"), "w", encoding="utf-8") as f:
        f.write("\n".join(sum(site, []) + ["zhyj-demo.cn"]) + "\n")
    with open(os.path.join(folder, "truth.json"), "w", encoding="utf-8") as f:
        json.dump(truth, f, ensure_ascii=False)


def has(text, secret):
    text, secret = text.casefold(), secret.casefold()
    if len(secret) < 9 and secret.isascii():
        return re.search(r"(?<![a-z0-9])" + re.escape(secret) + r"(?![a-z0-9])", text) is not None
    return secret in text


def score_line(parts, out, report):
    """[secrets, leaked, look-alikes, damaged, changed]"""
    n = [0, 0, 0, 0, 0]
    line = "".join(p[2] for p in parts)
    for role, kind, text in parts:
        if role == "secret":
            n[0] += 1
            if has(out, text):
                n[1] += 1
                report("leaked", kind, text, line, out)
        elif role == "look":
            n[2] += 1
            if out.count(text) < line.count(text):
                n[3] += 1
                report("damaged", kind, text, line, out)
    pattern = "".join("(.+?)" if p[0] == "secret" else re.escape(p[2]) for p in parts)
    if not n[1] and not n[3] and not re.fullmatch(pattern, out, re.S):
        rest = out
        for role, kind, text in parts:
            words = re.findall(r"[A-Za-z0-9]+|\s+|.", text) if role != "secret" else []
            for word in words:
                at = rest.find(word)
                if at < 0:
                    n[4] += len(word)
                else:
                    rest = rest[at + len(word):]
        n[4] = n[4] or 1
        report("changed", "", "", line, out)
    return n


def score(folder, out_folder):
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
        truth = json.load(f)
    total, chars = [0] * 5, 0

    seen = set()

    def report(what, kind, text, line, out):
        shape = (what, kind, path, re.sub(r"[0-9A-Za-z]+", "", line))
        if shape not in seen:
            print("%s %s %r in %s\n    %s\n    %s" % (what, kind, text, path, line, out))
        seen.add(shape)

    for path, t in truth.items():
        name = os.path.join(out_folder, path)
        text = decoded(open(name, "rb").read(), t["encoding"]) if os.path.exists(name) else None
        lines = text.split(t["newline"]) if text is not None else []
        if len(lines) != len(t["lines"]) + 1:
            print("%s: no text of %d lines in its encoding" % (path, len(t["lines"])))
            lines = [""] * len(t["lines"])
        for parts, out in zip(t["lines"], lines):
            total = [a + b for a, b in zip(total, score_line(parts, out, report))]
            chars += sum(len(p[2]) for p in parts if p[0] != "secret")
    print("secrets %d leaked %d look-alikes %d damaged %d changed %d of %d" % (*total, chars))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        numbers = [int(text) for text in sys.argv[3:]]
        make(sys.argv[2], *(numbers + [1, 12][len(numbers):]))
    else:
        score(sys.argv[2], sys.argv[3])
