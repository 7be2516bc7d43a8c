#!/usr/bin/env python3
"""machine.py DIR [FIELD=TEXT...] - a small recorded PC below DIR, for casepack --root DIR.

It has a firmware table, one SATA disk with the system on it, a USB stick, one physical adapter
and loopback, accounts and logs. DIR/dump.bin is its table in dmidecode --dump-bin form.
FIELD is serial, board_serial, chassis, maker, product, bios, bios_date, uuid, disk or mac; an empty text
leaves a field of the table without a string.
Names and addresses come from the ranges kept for documentation.
"""
import os
import struct
import sys

HOST, USER, DOMAIN = "reactor-pc7", "zhangsan", "plant.example.org"
IPV4, IPV6, MAC = "192.0.2.77", "2001:db8::1234", "00:00:5e:00:53:af"
DISK_SERIAL = "WD-WX11A2B3C4D5"


def structure(kind, handle, body, strings):
    """body holds bytes, and texts that become string numbers."""
    formatted, found = b"", []
    for part in body:
        if isinstance(part, str):
            if part:
                found.append(part)
            formatted += bytes([len(found) if part else 0])
        else:
            formatted += part
    found += strings
    text = b"".join(s.encode() + b"\0" for s in found) or b"\0"
    return struct.pack("<BBH", kind, len(formatted) + 4, handle) + formatted + text + b"\0"


def table(f):
    return b"".join([
        structure(0, 0, ["Maker BIOS", f["bios"], b"\0\xe0", f["bios_date"], bytes(9), b"\x01\0", b"\1\7\xff\xff"], []),
        structure(1, 1, [f["maker"], f["product"], "v2", f["serial"], bytes.fromhex(f["uuid"]), b"\6", "SKU-400",
                         "Office"], []),
        structure(2, 2, ["Maker", "Board 4", "A1", f["board_serial"], "", b"\x09", "", b"\3\0\x0a\0"], []),
        structure(3, 3, ["Maker", b"\3", "v2", f["chassis"], "", b"\3\3\3\3", bytes(4), b"\0\1\0\0"], []),
        structure(127, 0xfffe, [], []),
    ])


def entry(length, address):
    raw = bytearray(b"_SM3_\0\x18\x03\x02\x00\x01\0" + struct.pack("<IQ", length, address))
    raw[5] = -sum(raw) & 0xff
    return bytes(raw)


def main():
    root = sys.argv[1]
    fields = dict(serial="SN-4711-0815", board_serial="BS-2003-77", chassis="CH-884422", maker="Maker",
                  product="PC 400", bios="1.07", bios_date="03/04/2021",
                  uuid="409a1e7c5bd36e4f8a2190c4b7e6f513", disk=DISK_SERIAL, mac=MAC)
    fields.update(word.split("=", 1) for word in sys.argv[2:])

    def put(path, content):
        path = os.path.join(root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())

    def link(path, target):
        path = os.path.join(root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)

    dmi = table(fields)
    put("sys/firmware/dmi/tables/DMI", dmi)
    put("sys/firmware/dmi/tables/smbios_entry_point", entry(len(dmi), 0x7b000000))
    put("dump.bin", entry(len(dmi), 32).ljust(32, b"\0") + dmi)

    sata = "sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0"
    usb = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/host2/target2:0:0/2:0:0:0"
    put(sata + "/block/sda/size", "1000215216\n")
    put(sata + "/block/sda/removable", "0\n")
    put(sata + "/block/sda/dev", "8:0\n")
    put(sata + "/block/sda/sda1/dev", "8:1\n")
    put(sata + "/block/sda/sda1/partition", "1\n")
    put(sata + "/model", "WDC WD10\n")
    put(sata + "/vendor", "ATA\n")
    serial = fields["disk"].rjust(20).encode()
    put(sata + "/vpd_pg80", struct.pack(">BBH", 0, 0x80, len(serial)) + serial)
    put(usb + "/block/sdb/size", "60062500\n")
    put(usb + "/block/sdb/removable", "1\n")
    put(usb + "/block/sdb/dev", "8:16\n")
    put("sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/serial", "USB0001112223\n")
    put("sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/removable", "removable\n")
    for disk, where in (("sda", sata), ("sdb", usb)):
        link("sys/block/" + disk, "../../%s/block/%s" % (where, disk))
        link(where + "/block/" + disk + "/device", "../..")

    nic = "sys/devices/pci0000:00/0000:00:1f.6/net/eth0"
    put(nic + "/address", fields["mac"] + "\n")
    put(nic + "/flags", "0x1003\n")
    put(nic + "/type", "1\n")
    put(nic + "/operstate", "up\n")
    put("sys/devices/pci0000:00/0000:00:1f.6/class", "0x020000\n")
    put("sys/devices/virtual/net/lo/flags", "0x9\n")
    put("sys/devices/virtual/net/lo/type", "772\n")
    put("sys/devices/virtual/net/lo/address", "00:00:00:00:00:00\n")
    link(nic + "/device", "../../../0000:00:1f.6")
    link("sys/class/net/eth0", "../../devices/pci0000:00/0000:00:1f.6/net/eth0")
    link("sys/class/net/lo", "../../devices/virtual/net/lo")

    put("proc/self/mountinfo", "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n")
    put("proc/sys/kernel/hostname", HOST + "\n")
    put("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
    put("proc/net/if_inet6", "20010db8000000000000000000001234 02 40 00 80     eth0\n")
    put("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
        "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n")
    put("proc/net/fib_trie", "Local:\n  +-- 0.0.0.0/0 3 0 5\n     |-- %s\n        /32 host LOCAL\n" % IPV4)
    put("etc/hostname", HOST + "\n")
    put("etc/hosts", "127.0.0.1 localhost\n%s %s.%s %s\n" % (IPV4, HOST, DOMAIN, HOST))
    put("etc/machine-id", "0123456789abcdef0123456789abcdef\n")
    put("etc/os-release", 'NAME="Kylin"\nVERSION_ID="V10"\nID=kylin\nPRETTY_NAME="Kylin V10"\n')
    put("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n%s:x:1000:1000::/home/%s:/bin/bash\n" % (USER, USER))
    put("etc/timezone", "Asia/Shanghai\n")
    log = "".join("Jan  2 03:04:%02d %s sshd[7]: %s from %s, %s, mail %s@%s, serial %s\n"
                  % (i, HOST, USER, IPV4, fields["mac"], USER, DOMAIN, fields["serial"]) for i in range(60))
    log += "link %s ready on %s.%s, disk %s\n" % (IPV6, HOST.upper(), DOMAIN, fields["disk"])
    for name in ("syslog", "messages", "kern.log", "uos/uos-license-agent/agent.log"):
        put("var/log/" + name, log)
    put("var/log/kylin-activation/activation.log", b"\xff\xfe\x41\x00 not UTF-8 \x9b\n")


main()
