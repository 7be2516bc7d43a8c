#!/bin/bash
# qemu.sh PROGRAM OUT [OPTION...] [-- -smbios ARGS...] - boots a PC in QEMU, lets PROGRAM work there
# and brings home what it wrote.
#
# The PC: SMBIOS with a system serial and an empty board serial; an MSDM table with a made-up key;
# a SATA disk whose serial has 20 bytes and a USB stick; two adapters. What it is told otherwise:
#   system=sata|usb       which of the two holds the system; the other takes what is written
#   nics=one|down|none    the first adapter is up; none is; there is only one of software
#   usb-serial=TEXT       the serial of the stick
#   firmware=bios|uefi    Debian's OVMF, whose variables the system then sees
#   job=collect|check     makes a bundle; or gives verdicts as root and as an ordinary user
#   -- -smbios ARGS...    these structures in place of the system's and the board's
# What comes home:
#   OUT/console.log                    what the guest said
#   OUT/stick/                         collect: the bundle, its seal, site.pub, collect.{json,err,rc}
#   OUT/stick/{root,user}.{json,txt}   check
# Kernel and modules are Debian's, taken out of their package once into build/qemu-cache.
# Exit 77: no emulator, or the package cannot be had. Always emulated (tcg), never kvm.
set -eu
program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
shift 2
system_on=sata nics=one firmware=bios job=collect usb_serial=USB-EXAMPLE-01
smbios=(-smbios "type=1,manufacturer=ExampleMaker,product=PC 4410 MT,serial=CZC8417QPX"
    -smbios type=2,manufacturer=ExampleBoards,product=B-100,serial=)
while [ $# -gt 0 ]; do
    case $1 in
    system=*) system_on=${1#*=} ;;
    nics=*) nics=${1#*=} ;;
    firmware=*) firmware=${1#*=} ;;
    job=*) job=${1#*=} ;;
    usb-serial=*) usb_serial=${1#*=} ;;
    --)
        shift
        smbios=("$@")
        break
        ;;
    *)
        echo "qemu.sh: what is $1?" >&2
        exit 2
        ;;
    esac
    shift
done
cd "$(dirname "$0")/../.."
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C
cache=build/qemu-cache
limit_s=${QEMU_LIMIT_S:-150}
drivers=(ahci sd_mod ext4 xhci_pci usb_storage vfat nls_cp437 nls_ascii nls_utf8 virtio_pci
    virtio_net e1000e dummy efivarfs)

for tool in qemu-system-x86_64 busybox cpio depmod modprobe mke2fs mkfs.vfat mcopy dpkg-deb; do
    command -v $tool >/dev/null || { echo "qemu.sh: no $tool" >&2; exit 77; }
done

# ---- kernel and start-up archive, once ----------------------------------------------------------

download() { (cd $cache && apt-get download -qq "$1" >/dev/null 2>&1); }

# What is needed of the package stays in the cache: the kernel, and the drivers in the order in
# which they must be loaded.
fetch_kernel() {
    local package unpacked=$cache/unpacked kernel
    package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/ {print $2; exit}')
    [ -n "$package" ] || return 1
    download "$package" || { apt-get update -qq && download "$package"; } || return 1
    rm -rf $unpacked
    dpkg-deb -x $cache/"$package"_*.deb $unpacked
    kernel=$(ls $unpacked/lib/modules)
    depmod -b $unpacked "$kernel"
    rm -rf $cache/modules
    mkdir $cache/modules
    modprobe -d $unpacked -S "$kernel" -a --show-depends "${drivers[@]}" |
        awk '$1 == "insmod" && !seen[$2]++ {print $2}' | while read -r module; do
        cp "$module" $cache/modules/
        basename "$module"
    done >$cache/modules/order
    cp $unpacked/boot/vmlinuz-* $cache/vmlinuz
    rm -rf $unpacked $cache/*.deb $cache/start.gz
    [ -s $cache/modules/order ] && echo "${drivers[*]}" >$cache/drivers
}

fetch_firmware() {
    download ovmf || return 1
    dpkg-deb --fsys-tarfile $cache/ovmf_*.deb |
        tar -x -C $cache --strip-components=4 ./usr/share/OVMF/OVMF_{CODE,VARS}.fd
    rm -f $cache/ovmf_*.deb
}

# From memory to the disk that the command line names.
write_start() {
    cat >"$1" <<'START'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t devtmpfs dev /dev
while read -r module; do insmod /modules/$module; done </modules/order
for try in $(seq 100); do [ -b /dev/sda ] && [ -b /dev/sdb ] && break; usleep 100000; done
mount -t proc proc /proc
mount -t sysfs sys /sys
for disk in sda sdb; do
    case $(readlink -f /sys/block/$disk)/$(cat /proc/cmdline) in
    */ata*system=sata* | */usb*system=usb*) system=/dev/$disk ;;
    *) other=/dev/$disk ;;
    esac
done
mount -t ext4 $system /root
echo $other >/root/other-device
umount /proc /sys
exec switch_root /root /sbin/start
START
    chmod +x "$1"
}

make_archive() {
    local tree=$cache/start
    rm -rf $tree
    mkdir -p $tree/{bin,dev,proc,sys,root}
    cp "$(command -v busybox)" $tree/bin/busybox
    cp -r $cache/modules $tree/modules
    write_start $tree/init
    (cd $tree && find . | cpio -o -H newc --quiet | gzip -1) >$cache/start.gz
    rm -rf $tree
}

mkdir -p $cache
exec 9>$cache/lock
flock 9
[ "$(cat $cache/drivers 2>/dev/null)" = "${drivers[*]}" ] && [ -e $cache/vmlinuz ] || fetch_kernel || {
    echo "qemu.sh: no kernel package" >&2
    exit 77
}
[ $firmware = bios ] || [ -e $cache/OVMF_VARS.fd ] || fetch_firmware || {
    echo "qemu.sh: no package ovmf" >&2
    exit 77
}
[ $cache/start.gz -nt "$0" ] || make_archive
flock -u 9

# ---- the disks ----------------------------------------------------------------------------------

system=$out/system
rm -rf "$system" "$out/stick"
mkdir -p "$system"/{bin,sbin,dev,proc,sys,etc,mnt,tmp,var/log,home/zhangwei,root} "$out/stick"
cp "$(command -v busybox)" "$system/bin/busybox"
cp "$program" "$system/bin/casepack"
{ ldd "$program" 2>/dev/null || true; } | grep -o '/[^ )]*' | while read -r library; do
    mkdir -p "$system$(dirname "$library")"
    cp -L "$library" "$system$library"
done
echo 'PRETTY_NAME="Guest Linux"' >"$system/etc/os-release"
echo guest-pc17 >"$system/etc/hostname"
printf '%s\n' root:x:0:0::/root:/bin/sh zhangwei:x:1000:1000::/home/zhangwei:/bin/sh \
    >"$system/etc/passwd"
echo 'guest-pc17 kernel: zhangwei looked at 52:54:00:12:34:01' >"$system/var/log/kern.log"
case $job in
collect)
    cat >"$system/sbin/job" <<'JOB'
casepack collect --yes --json --with 6 --out /mnt --key-dir /root/keys \
    >/mnt/collect.json 2>/mnt/collect.err
echo $? >/mnt/collect.rc
cp /root/keys/site.pub /mnt/
JOB
    ;;
check)
    cat >"$system/sbin/job" <<'JOB'
casepack check --json >/mnt/root.json
casepack check --lang en >/mnt/root.txt
su -s /bin/sh zhangwei -c "casepack check --json" >/mnt/user.json
su -s /bin/sh zhangwei -c "casepack check --lang en" >/mnt/user.txt
JOB
    ;;
esac
{
    cat <<'START'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root LC_ALL=C
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t efivarfs efivarfs /sys/firmware/efi/efivars 2>/dev/null
hostname -F /etc/hostname
START
    [ $nics = one ] && echo "ip link set eth0 up"
    cat <<'START'
mount -t vfat "$(cat /other-device)" /mnt
. /sbin/job
umount /mnt
echo "guest done"
poweroff -f
START
} >"$system/sbin/start"
chmod +x "$system/sbin/start"
# as large as what goes in, and a third more for the file system and what the guest writes
truncate -s $(($(du -sm "$system" | cut -f1) * 4 / 3 + 16))M "$out/system.img"
mke2fs -q -F -t ext4 -O ^has_journal -d "$system" "$out/system.img"
truncate -s 32M "$out/other.img"
mkfs.vfat "$out/other.img" >/dev/null
printf '%-49s' XXXXX-MADEU-PKEYX-XXXXX-XXXXX >"$out/msdm.bin" # behind a header of 36 bytes

# ---- run ----------------------------------------------------------------------------------------

sata=system usb=other
[ $system_on = sata ] || sata=other usb=system
adapters=()
[ $nics = none ] || adapters=(
    -netdev user,id=n0,restrict=on -device e1000e,netdev=n0,mac=52:54:00:12:34:01
    -netdev user,id=n1,restrict=on -device virtio-net-pci,netdev=n1,mac=52:54:00:12:34:02)
flash=()
if [ $firmware = uefi ]; then
    cp $cache/OVMF_VARS.fd "$out/vars.fd"
    flash=(-drive if=pflash,format=raw,readonly=on,file=$cache/OVMF_CODE.fd
        -drive "if=pflash,format=raw,file=$out/vars.fd")
fi
timeout "$limit_s" qemu-system-x86_64 -accel tcg -machine q35 "${flash[@]}" -cpu max -m 256 -smp 1 \
    -nodefaults -no-user-config -display none -no-reboot -serial stdio \
    -kernel $cache/vmlinuz -initrd $cache/start.gz \
    -append "console=ttyS0 quiet loglevel=3 panic=-1 net.ifnames=0 mitigations=off system=$system_on" \
    -smbios type=0,vendor=ExampleBios,version=1.0,date=03/01/2020 "${smbios[@]}" \
    -smbios type=3,manufacturer=ExampleMaker,serial=CHASSIS-EXAMPLE-1 \
    -acpitable sig=MSDM,data="$out/msdm.bin" \
    -device ahci,id=ahci -drive if=none,id=sata,file="$out/$sata.img",format=raw \
    -device ide-hd,drive=sata,bus=ahci.0,serial=EX-DISK-7F3K92LQ40TB,model="EXAMPLE SATA" \
    -device qemu-xhci -drive if=none,id=usb,file="$out/$usb.img",format=raw \
    -device usb-storage,drive=usb,removable=on,serial="$usb_serial" "${adapters[@]}" \
    >"$out/console.log" 2>&1 </dev/null || true
grep -q "guest done" "$out/console.log" || {
    echo "qemu.sh: the guest did not finish" >&2
    tail -n 20 "$out/console.log" >&2
    exit 1
}
mcopy -s -n -i "$out/other.img" '::*' "$out/stick/"
rm -rf "$system" "$out/system.img" "$out/other.img" "$out/msdm.bin" "$out/vars.fd"
