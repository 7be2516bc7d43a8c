#!/usr/bin/env python3
"""gen_redact.py - texts for bench_redact.sh.

  logs FROM TO MB     the plain text files below FROM again and again, as folders TO/1, TO/2, ...
  joined FROM TO MB   the UTF-8 ones of them as one file
  chinese TO MB       dense Chinese service logs: TO/utf8.log, TO/gb18030.log, TO/utf16.log
  words TO N          N words that stand in no log
"""
import os, random, sys

def texts(folder):
    for at, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(at, name)
            with open(path, "rb") as f:
                data = f.read()
            if data and not data.startswith((b"PK", b"\x1f\x8b")):
                yield os.path.relpath(path, folder), data

def logs(folder, to, megabytes):
    left, copies = megabytes * 1000000, 0
    files = list(texts(folder))
    while left > 0:
        copies += 1
        for name, data in files:
            if left <= 0:
                break
            path = os.path.join(to, str(copies), name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(data[:left])
            left -= len(data)

def joined(folder, to, megabytes):
    parts = []
    for _, data in texts(folder):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if b"\0" not in data:
            parts.append(data.rstrip(b"\n") + b"\n")
    text, left = b"".join(parts), megabytes * 1000000
    with open(to, "wb") as f:
        while left > 0:
            f.write(text[:left])
            left -= len(text)

def chinese(to, megabytes):
    pick = random.Random(5)
    names = ["张三丰", "李四光", "王五一", "赵六安"]
    says = ["正在检查系统激活状态", "许可证服务已经启动", "无法连接到授权服务器，请稍后重试", "用户界面组件加载完成",
            "硬盘空间不足，日志将被压缩", "策略更新成功，下一次检查时间为明天上午", "设备驱动程序没有数字签名",
            "网络适配器已断开，等待重新连接", "注册表项目不存在，使用默认配置"]
    lines, size = [], 0
    while size < min(megabytes, 8) * 1000000:
        line = "2026-%02d-%02d %02d:%02d:%02d 信息 %s。%s。" % (
            pick.randint(1, 12), pick.randint(1, 28), pick.randint(0, 23), pick.randint(0, 59),
            pick.randint(0, 59), pick.choice(says), pick.choice(says))
        if pick.random() < 0.3:
            line += "联系人：%s，手机1380013%04d，地址10.20.%d.%d。" % (
                pick.choice(names), pick.randint(0, 9999), pick.randint(0, 255), pick.randint(1, 254))
        lines.append(line + "\r\n")
        size += len(line.encode())
    text = "".join(lines)
    for name, encoding in (("utf8", "utf-8"), ("gb18030", "gb18030"), ("utf16", "utf-16-le")):
        data, left = text.encode(encoding), megabytes * 1000000
        with open(os.path.join(to, name + ".log"), "wb") as f:
            f.write(b"\xff\xfe" if name == "utf16" else b"")
            while left > 0:
                f.write(data[:left // 2 * 2])
                left -= len(data)

def words(to, n):
    pick = random.Random(9)
    with open(to, "w", encoding="utf-8") as f:
        for i in range(n):
            f.write("%s-%04d.plant-%02d.example\n" % (
                "".join(pick.choice("abcdefghkmnpqrtuvw") for _ in range(6)), i, i % 40))

if __name__ == "__main__":
    what, arguments = sys.argv[1], sys.argv[2:]
    arguments[-1] = int(arguments[-1])
    {"logs": logs, "joined": joined, "chinese": chinese, "words": words}[what](*arguments)
