/* registry.c - the items of every machine, in the order of their numbers. */
#include "collect/collect.h"

const struct collector collectors[] = {
    {.name = "smbios",
     .item = COLLECT_ITEM_SMBIOS,
     .title = {.zh = "固件表 SMBIOS", .en = "SMBIOS table"},
     .may_hold = {.zh = "序列号", .en = "serials"}},
    {.name = "disk",
     .item = COLLECT_ITEM_DISK,
     .title = {.zh = "磁盘身份", .en = "Disk identity"},
     .may_hold = {.zh = "序列号", .en = "serials"}},
    {.name = "nic",
     .item = COLLECT_ITEM_NIC,
     .title = {.zh = "网卡", .en = "Network adapters"},
     .may_hold = {.zh = "MAC, IP", .en = "MAC, IP"}},
    {.name = "os",
     .item = COLLECT_ITEM_OS,
     .title = {.zh = "系统版本", .en = "OS version"},
     .may_hold = {.zh = "主机名 用户名", .en = "host name, users"}},
};

const size_t collectors_n = COUNT_OF(collectors);
