#!/usr/bin/env python3
"""nothings.py DIR - recorded PCs DIR/KIND whose board serial is missing, each in another way.

KIND is absent, beyond-length, index-zero, index-out-of-range, blank, placeholder or ok: what
is "nothing there" for a person is a different fact each time. All else is the same, and good.
"""
import os
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def structure(kind, handle, formatted, strings):
    text = b"".join(s.encode() + b"\0" for s in strings) or b"\0"
    return struct.pack("<BBH", kind, len(formatted) + 4, handle) + formatted + text + b"\0"


def board(kind):
    """Type 2: maker, product, version, serial (07h), asset, features, location, chassis, type."""
    names = ["Maker", "Board 4", "A1"]
    rest = b"\0\x09\0\3\0\x0a\0"
    return {
        "absent": lambda: b"",
        "beyond-length": lambda: structure(2, 2, b"\1\2\3", names),
        "index-zero": lambda: structure(2, 2, b"\1\2\3\0" + rest, names),
        "index-out-of-range": lambda: structure(2, 2, b"\1\2\3\x09" + rest, names),
        "blank": lambda: structure(2, 2, b"\1\2\3\4" + rest, names + [" "]),
        "placeholder": lambda: structure(2, 2, b"\1\2\3\4" + rest, names + ["Default string"]),
        "ok": lambda: structure(2, 2, b"\1\2\3\4" + rest, names + ["BS-2003-77"]),
    }[kind]()


def table(kind):
    uuid = bytes.fromhex("5f1d3c2ba4978e4c9b07d3610c52ef88")
    return b"".join([
        structure(0, 0, b"\1\2\0\xe0\3" + bytes(9) + b"\1\0\1\7\xff\xff",
                  ["Maker BIOS", "1.07", "03/04/2021"]),
        structure(1, 1, b"\1\2\3\4" + uuid + b"\6\5\6",
                  ["Maker", "PC 400", "v2", "SN-4711-0815", "SKU-400", "Office"]),
        board(kind),
        structure(3, 3, b"\1\3\2\3\0\3\3\3\3" + bytes(4) + b"\0\1\0\0", ["Maker", "v2", "CH-884422"]),
        structure(127, 0xfffe, b"", []),
    ])


def main():
    for kind in ("absent", "beyond-length", "index-zero", "index-out-of-range", "blank",
                 "placeholder", "ok"):
        root = os.path.join(sys.argv[1], kind)
        subprocess.run([sys.executable, HERE + "/../cli/machine.py", root], check=True)
        dmi = table(kind)
        tables = root + "/sys/firmware/dmi/tables/"
        entry = bytearray(b"_SM3_\0\x18\x03\x02\x00\x01\0" + struct.pack("<IQ", len(dmi), 0))
        entry[5] = -sum(entry) & 0xff
        with open(tables + "DMI", "wb") as out:
            out.write(dmi)
        with open(tables + "smbios_entry_point", "wb") as out:
            out.write(entry)
        os.makedirs(root + "/sys/firmware/acpi/tables", exist_ok=True)
        with open(root + "/sys/firmware/acpi/tables/MSDM", "wb") as out:
            out.write(b"MSDM\x55\0\0\0".ljust(85, b"K"))


main()
