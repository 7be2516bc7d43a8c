/* os.c - system version, names of host, domain and users, clock.
 *
 * Names are collected so that the redaction knows them; they stand in facts of the classes
 * host, domain and user and leave as aliases only. Files are read, no name service is asked. */
#include "collect/linux/os_names.h"
#include "collect/linux/sources.h"

#define CLOCK_TOLERANCE_S 120 /* below this a clock counts as right */

/* NAME=value of os-release(5), also NAME="va\"lue". */
static struct str release_value(const struct sysfs *s, struct str text, const char *name)
{
    struct str rest = text, line, key;
    char *out;
    size_t n = 0;
    char quote = '\0';

    while (str_next(&rest, '\n', &line)) {
        line = str_trim(line);
        if (!str_next(&line, '=', &key) || !str_is(key, name))
            continue;
        if (line.n > 0 && (line.p[0] == '"' || line.p[0] == '\''))
            quote = line.p[0];
        out = arena_take(s->arena, line.n + 1);
        for (size_t i = quote ? 1 : 0; i < line.n && (!quote || line.p[i] != quote); i++) {
            if (line.p[i] == '\\' && quote != '\'' && i + 1 < line.n)
                i++;
            out[n++] = line.p[i];
        }
        return (struct str){out, n};
    }
    return (struct str){NULL, 0};
}

static void release_facts(const struct sysfs *s)
{
    static const struct {
        enum fact_key key;
        const char *name;
    } values[] = {
        {KEY_OS_NAME, "PRETTY_NAME"},
        {KEY_OS_ID, "ID"},
        {KEY_OS_VERSION, "VERSION_ID"},
    };
    struct attr file = sysfs_file(s, 64 * 1024, "/etc/os-release");

    if (file.state == FACT_ABSENT)
        file = sysfs_file(s, 64 * 1024, "/usr/lib/os-release");
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct str value = release_value(s, file.text, values[i].name);

        if (value.p)
            fact_add_said(s, values[i].key, 0, value, file.path);
        else
            fact_add_missing(s, values[i].key, 0,
                             attr_was_read(&file) ? FACT_ABSENT : file.state, file.path);
    }
}

/* The file at path, or the other one where there is none. */
static void line_fact(const struct sysfs *s, enum fact_key key, const char *path,
                      const char *other)
{
    struct attr line = sysfs_line(s, "%s", path);

    if (line.state == FACT_ABSENT && other)
        line = sysfs_line(s, "%s", other);
    fact_add_attr(s, key, 0, &line);
}

/* "/usr/share/zoneinfo/Asia/Shanghai" -> "Asia/Shanghai". */
static void zone_fact(const struct sysfs *s)
{
    static const char link[] = "/etc/localtime", mark[] = "zoneinfo/";
    struct attr zone = sysfs_line(s, "/etc/timezone");
    struct err err = ERR_NONE;
    const char *target = "", *name;

    if (zone.state == FACT_ABSENT && fs_link(s->root, link, s->arena, &target, &err) &&
        (name = strstr(target, mark)) != NULL)
        fact_add_said(s, KEY_CLOCK_ZONE, 0, str_of(name + strlen(mark)), link);
    else
        fact_add_attr(s, KEY_CLOCK_ZONE, 0, &zone);
}

/* Third line of adjtime(5): the hardware clock keeps local time, which the kernel does not
 * know. */
static bool clock_is_local(const struct sysfs *s)
{
    struct str rest = sysfs_file(s, 4096, "/etc/adjtime").text, line = {NULL, 0};

    for (int i = 0; i < 3; i++)
        if (!str_next(&rest, '\n', &line))
            return false;
    return str_is(str_trim(line), "LOCAL");
}

/* The hardware clock against the system clock, in whole minutes: the value must be the same in
 * two runs, so small differences are none. */
static void skew_fact(const struct sysfs *s)
{
    struct attr rtc = sysfs_line(s, "/sys/class/rtc/rtc0/since_epoch");
    int64_t skew_s, rounding;
    uint64_t rtc_s;

    if (!fs_root_is_live(s->root) || clock_is_local(s)) {
        fact_add_missing(s, KEY_CLOCK_SKEW_MINUTES, 0, FACT_NOT_APPLICABLE, rtc.path);
        return;
    }
    if (rtc.state != FACT_OK || !str_number(rtc.text, &rtc_s) || rtc_s > INT64_MAX / 2) {
        fact_add_missing(s, KEY_CLOCK_SKEW_MINUTES, 0,
                         attr_was_read(&rtc) ? FACT_UNREADABLE : rtc.state, rtc.path);
        return;
    }
    skew_s = (int64_t)rtc_s - (int64_t)time(NULL);
    rounding = skew_s < 0 ? -30 : 30;
    if (skew_s > -CLOCK_TOLERANCE_S && skew_s < CLOCK_TOLERANCE_S)
        skew_s = rounding = 0;
    fact_add_said(s, KEY_CLOCK_SKEW_MINUTES, 0,
                  str_of(arena_printf(s->arena, "%lld", (long long)((skew_s + rounding) / 60))),
                  rtc.path);
}

bool linux_os(const struct collect_target *target, struct collect_result *out, struct err *err)
{
    struct sysfs s = sysfs_of(target, out);

    (void)err;
    release_facts(&s);
    line_fact(&s, KEY_OS_KERNEL, "/proc/sys/kernel/osrelease", NULL);
    host_facts(&s);
    user_facts(&s);
    line_fact(&s, KEY_OS_MACHINE_ID, "/etc/machine-id", "/var/lib/dbus/machine-id");
    return true;
}

bool linux_clock(const struct collect_target *target, struct collect_result *out,
                 struct err *err)
{
    struct sysfs s = sysfs_of(target, out);

    (void)err;
    skew_fact(&s);
    zone_fact(&s);
    return true;
}
