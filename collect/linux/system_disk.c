/* system_disk.c - from the mount table down to whole disks.
 *
 * A line of /proc/self/mountinfo (proc(5)), optional fields before the single hyphen:
 *   27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
 *   id parent major:minor root mount-point options ... - type source super-options
 * A line of /proc/mounts, for recordings that hold no mountinfo:
 *   /dev/vda1 / ext4 rw,relatime 0 0
 * Blanks and backslashes in paths are written in octal: "\040". */
#include "collect/linux/system_disk.h"

#define MOUNTS_MAX_BYTES (1024 * 1024)
#define MOUNTS_MAX 2048
#define BLOCKS_MAX 2048
#define DEPTH_MAX 16 /* dm on md on loop on overlay ... */

struct mount {
    struct str device; /* "254:1"; empty when not known; major 0 is no block device */
    struct str point;
    struct str type;    /* of the file system */
    struct str source;  /* a device, or several with ':' between (bcachefs) */
    struct str options; /* of the super block */
    bool seen;
};

struct block {
    const char *name;   /* "sda1" */
    const char *disk;   /* "sda", the same as name for a whole disk */
    struct str device;  /* "8:1" */
    struct str dm_name; /* "vg-root" of /dev/mapper/vg-root, or empty */
    bool seen;
};

/* Each mount and each device is looked at once: circles in a broken tree end. */
struct walk {
    const struct sysfs *s;
    struct mount *mounts;
    size_t mounts_n;
    struct block *blocks;
    size_t blocks_n;
    struct system_disks *out;
};

static void mark_path(struct walk *w, struct str path, const char *way, unsigned depth);

static bool is_octal(struct str s, size_t at)
{
    if (s.n - at < 4 || s.p[at] != '\\')
        return false;
    for (size_t i = 1; i < 4; i++)
        if (s.p[at + i] < '0' || s.p[at + i] > '7')
            return false;
    return true;
}

static struct str unescape(const struct sysfs *s, struct str text)
{
    char *out = arena_take(s->arena, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (is_octal(text, i)) {
            const char *d = text.p + i + 1;

            out[n++] = (char)((d[0] - '0') * 64 + (d[1] - '0') * 8 + (d[2] - '0'));
            i += 3;
        } else {
            out[n++] = text.p[i];
        }
    }
    return (struct str){out, n};
}

/* The nth blank-separated field of a line; empty when there are fewer. */
static struct str field(struct str line, unsigned number)
{
    struct str part = {NULL, 0};

    for (unsigned i = 0; i <= number; i++)
        if (!str_next(&line, ' ', &part))
            return (struct str){NULL, 0};
    return part;
}

static bool mountinfo_line(const struct sysfs *s, struct str line, struct mount *out)
{
    size_t hyphen;
    struct str rest;

    if (!str_find(line, " - ", &hyphen))
        return false;
    rest = str_sub(line, hyphen + 3, line.n);
    out->device = field(line, 2);
    out->point = unescape(s, field(line, 4));
    out->type = field(rest, 0);
    out->source = unescape(s, field(rest, 1));
    out->options = unescape(s, field(rest, 2));
    return out->point.n > 0;
}

static bool mounts_line(const struct sysfs *s, struct str line, struct mount *out)
{
    out->device = (struct str){NULL, 0};
    out->source = unescape(s, field(line, 0));
    out->point = unescape(s, field(line, 1));
    out->type = field(line, 2);
    out->options = unescape(s, field(line, 3));
    return out->point.n > 0;
}

static bool read_mounts(struct walk *w)
{
    bool (*parse)(const struct sysfs *s, struct str line, struct mount *out) = mountinfo_line;
    struct attr table = sysfs_file(w->s, MOUNTS_MAX_BYTES, "/proc/self/mountinfo");
    struct str rest, line;

    if (table.state != FACT_OK) {
        table = sysfs_file(w->s, MOUNTS_MAX_BYTES, "/proc/mounts");
        parse = mounts_line;
    }
    w->out->path = table.path;
    if (table.state != FACT_OK)
        return false;
    w->mounts = arena_take(w->s->arena, MOUNTS_MAX * sizeof(*w->mounts));
    rest = table.text;
    while (w->mounts_n < MOUNTS_MAX && str_next(&rest, '\n', &line))
        if (parse(w->s, line, &w->mounts[w->mounts_n]))
            w->mounts_n++;
    return true;
}

static void add_block(struct walk *w, const char *folder, const char *name, const char *disk)
{
    if (w->blocks_n == BLOCKS_MAX)
        return;
    w->blocks[w->blocks_n++] =
        (struct block){.name = name,
                       .disk = disk,
                       .device = str_trim(sysfs_line(w->s, "%s/dev", folder).text),
                       .dm_name = str_trim(sysfs_line(w->s, "%s/dm/name", folder).text)};
}

/* Each disk of /sys/block, and each partition: a folder in it that begins with its name. */
static void read_blocks(struct walk *w)
{
    struct fs_names disks, inside;

    w->blocks = arena_take(w->s->arena, BLOCKS_MAX * sizeof(*w->blocks));
    if (sysfs_list(w->s, "/sys/block", &disks) != FACT_OK)
        return;
    for (size_t i = 0; i < disks.n; i++) {
        const char *disk = disks.names[i];
        const char *folder = arena_printf(w->s->arena, "/sys/block/%s", disk);

        add_block(w, folder, disk, disk);
        if (sysfs_list(w->s, folder, &inside) != FACT_OK)
            continue;
        for (size_t k = 0; k < inside.n; k++)
            if (strlen(inside.names[k]) > strlen(disk) &&
                str_starts(str_of(inside.names[k]), disk))
                add_block(w, arena_printf(w->s->arena, "%s/%s", folder, inside.names[k]),
                          inside.names[k], disk);
    }
}

static struct block *block_by_device(const struct walk *w, struct str device)
{
    for (size_t i = 0; i < w->blocks_n; i++)
        if (device.n > 0 && str_eq(w->blocks[i].device, device))
            return &w->blocks[i];
    return NULL;
}

static struct block *block_by_name(const struct walk *w, struct str name)
{
    for (size_t i = 0; i < w->blocks_n; i++)
        if (str_is(name, w->blocks[i].name) ||
            (name.n > 0 && str_eq(name, w->blocks[i].dm_name)))
            return &w->blocks[i];
    return NULL;
}

/* "/dev/sda2" by its name, "/dev/disk/by-uuid/..." by where the link leads. */
static struct block *block_by_source(const struct walk *w, struct str source)
{
    struct block *b;
    const char *path, *real;

    if (!str_starts(source, "/dev/"))
        return NULL;
    path = arena_cstr(w->s->arena, source);
    b = block_by_name(w, str_of(path_name(path)));
    real = b ? NULL : sysfs_real(w->s, "%s", path);
    return real ? block_by_name(w, str_of(path_name(real))) : b;
}

/* One step further on the way: "/ (ext4) -> dm-0". */
static const char *step(const struct walk *w, const char *way, const char *name)
{
    return arena_printf(w->s->arena, "%s -> %s", way, name);
}

/* zram, nbd and the like stand on no hardware that could be named. */
static bool is_hardware(const struct walk *w, const char *name)
{
    const char *real = sysfs_real(w->s, "/sys/block/%s", name);

    return !real || !strstr(real, "/devices/virtual/block/");
}

static void mark_disk(struct walk *w, const char *name, const char *way)
{
    struct system_disks *out = w->out;

    if (system_disks_way(out, name) || out->n == SYSTEM_DISKS_MAX || !is_hardware(w, name))
        return;
    out->names[out->n] = name;
    out->ways[out->n++] = way;
}

static void mark_block(struct walk *w, struct block *b, const char *way, unsigned depth)
{
    struct fs_names slaves;
    struct attr backing;

    if (!b || b->seen || depth == 0)
        return;
    b->seen = true;
    way = step(w, way, b->name);
    backing = sysfs_line(w->s, "/sys/block/%s/loop/backing_file", b->disk);
    if (backing.state == FACT_OK) {
        mark_path(w, backing.text, way, depth - 1);
        return;
    }
    sysfs_list(w->s, arena_printf(w->s->arena, "/sys/block/%s/slaves", b->disk), &slaves);
    if (b->disk != b->name)
        way = step(w, way, b->disk);
    for (size_t i = 0; i < slaves.n; i++)
        mark_block(w, block_by_name(w, str_of(slaves.names[i])), way, depth - 1);
    if (slaves.n == 0)
        mark_disk(w, b->disk, way);
}

/* The layers of an overlay: "lowerdir=/a:/b,upperdir=/c,workdir=/d". */
static void mark_layers(struct walk *w, const struct mount *m, const char *way, unsigned depth)
{
    struct str rest = m->options, option, dir;

    while (str_next(&rest, ',', &option)) {
        if (!str_starts(option, "lowerdir=") && !str_starts(option, "upperdir="))
            continue;
        option = str_sub(option, strlen("lowerdir="), option.n);
        while (str_next(&option, ':', &dir))
            mark_path(w, dir, way, depth);
    }
}

/* A btrfs shows one device in the mount table and all of them in /sys/fs/btrfs/UUID/devices. */
static void mark_btrfs(struct walk *w, const struct block *one, const char *way, unsigned depth)
{
    static const char folder[] = "/sys/fs/btrfs";
    struct fs_names systems, devices;

    sysfs_list(w->s, folder, &systems);
    for (size_t i = 0; i < systems.n; i++) {
        const char *path = arena_printf(w->s->arena, "%s/%s/devices", folder, systems.names[i]);
        bool ours = false;

        sysfs_list(w->s, path, &devices);
        for (size_t k = 0; k < devices.n; k++)
            ours = ours || strcmp(devices.names[k], one->name) == 0;
        for (size_t k = 0; ours && k < devices.n; k++)
            mark_block(w, block_by_name(w, str_of(devices.names[k])), way, depth);
    }
}

static void mark_sources(struct walk *w, const struct mount *m, const char *way, unsigned depth)
{
    struct str rest = m->source, source;
    struct block *b;

    while (str_next(&rest, ':', &source)) {
        b = block_by_source(w, source);
        mark_block(w, b, way, depth);
        if (b && str_is(m->type, "btrfs"))
            mark_btrfs(w, b, way, depth);
    }
}

/* The number of the device is certain, the source a word; a btrfs has a number of its own. */
static void mark_mount(struct walk *w, struct mount *m, const char *way, unsigned depth)
{
    struct block *b = block_by_device(w, m->device);

    m->seen = true;
    way = arena_printf(w->s->arena, "%s (%.*s)", way, STR_ARG(m->type));
    if (!w->out->lost)
        w->out->lost = way;
    if (b) {
        mark_block(w, b, way, depth - 1);
    } else {
        mark_sources(w, m, way, depth - 1);
        mark_layers(w, m, way, depth - 1);
    }
}

static bool is_under(struct str path, struct str point)
{
    if (point.n == 1)
        return path.n > 0 && path.p[0] == '/';
    return path.n >= point.n && memcmp(path.p, point.p, point.n) == 0 &&
           (path.n == point.n || path.p[point.n] == '/');
}

/* The mount that holds path: the longest mount point, the latest of equals. */
static void mark_path(struct walk *w, struct str path, const char *way, unsigned depth)
{
    struct mount *best = NULL;

    for (size_t i = 0; i < w->mounts_n; i++)
        if (is_under(path, w->mounts[i].point) &&
            (!best || w->mounts[i].point.n >= best->point.n))
            best = &w->mounts[i];
    if (best && !best->seen && depth > 0)
        mark_mount(w, best, way, depth);
}

void system_disks_find(const struct sysfs *s, struct system_disks *out)
{
    struct walk w = {.s = s, .out = out};

    *out = (struct system_disks){.n = 0};
    if (read_mounts(&w)) {
        read_blocks(&w);
        mark_path(&w, STR("/"), "/", DEPTH_MAX);
    }
    if (!out->lost)
        out->lost = "";
}

const char *system_disks_way(const struct system_disks *disks, const char *name)
{
    for (size_t i = 0; i < disks->n; i++)
        if (strcmp(disks->names[i], name) == 0)
            return disks->ways[i];
    return NULL;
}
