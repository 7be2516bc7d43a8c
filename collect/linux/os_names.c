/* os_names.c - host, domains and users from files. */
#include "collect/linux/os_names.h"

#define FILE_MAX_BYTES (1024 * 1024)
#define NAMES_MAX 1024
#define UID_FIRST 1000 /* of people, not of services (login.defs) */
#define UID_NOBODY 65534

/* A name as the next instance of key, unless it is there already or there are too many. */
static void add_name(const struct sysfs *s, enum fact_key key, struct str name,
                     const char *path)
{
    unsigned n = fact_instances(s->facts, key);

    if (name.n > 0 && n < NAMES_MAX && !fact_is_known(s, key, name))
        fact_add_said(s, key, n, name, path);
}

/* Without it readers could not tell "no users" from "not looked". */
static void none_found(const struct sysfs *s, enum fact_key key, const struct attr *file)
{
    if (fact_instances(s->facts, key) == 0)
        fact_add_missing(s, key, 0, attr_was_read(file) ? FACT_ABSENT : file->state,
                         file->path);
}

/* "pc17.lab.example" -> "lab.example"; "localdomain" is the domain of no one. */
static void add_domain(const struct sysfs *s, struct str name, const char *path)
{
    if (str_ends(name, "."))
        name.n--;
    if (!str_is(name, "localdomain"))
        add_name(s, KEY_OS_DOMAIN, name, path);
}

/* The part after the first label when the first label is host. */
static void add_domain_of(const struct sysfs *s, struct str name, struct str host,
                          const char *path)
{
    struct str rest = name, label;

    if (host.n > 0 && str_next(&rest, '.', &label) && str_eq_nocase(label, host) && rest.p)
        add_domain(s, rest, path);
}

/* hosts(5): "127.0.1.1  pc17.lab.example  pc17". */
static void domains_of_hosts(const struct sysfs *s, struct str host)
{
    struct attr file = sysfs_file(s, FILE_MAX_BYTES, "/etc/hosts");
    struct str rest = file.text, line, word;

    while (str_next(&rest, '\n', &line))
        while (word_next(&line, &word))
            add_domain_of(s, word, host, file.path);
}

/* resolv.conf(5): "search lab.example example", "domain lab.example". */
static void domains_of_resolver(const struct sysfs *s)
{
    struct attr file = sysfs_file(s, FILE_MAX_BYTES, "/etc/resolv.conf");
    struct str rest = file.text, line, word;

    while (str_next(&rest, '\n', &line)) {
        if (!word_next(&line, &word) || (!str_is(word, "search") && !str_is(word, "domain")))
            continue;
        while (word_next(&line, &word))
            add_domain(s, word, file.path);
    }
    none_found(s, KEY_OS_DOMAIN, &file);
}

void host_facts(const struct sysfs *s)
{
    struct attr kernel = sysfs_line(s, "/proc/sys/kernel/hostname");
    struct attr file = sysfs_line(s, "/etc/hostname");
    const struct attr *best = kernel.state == FACT_OK ? &kernel : &file;
    struct str name = str_trim(best->text), rest = name, host = {NULL, 0};

    add_name(s, KEY_OS_HOST, str_trim(kernel.text), kernel.path);
    add_name(s, KEY_OS_HOST, str_trim(file.text), file.path);
    none_found(s, KEY_OS_HOST, best);
    (void)str_next(&rest, '.', &host);
    add_domain_of(s, name, host, best->path);
    domains_of_hosts(s, host);
    domains_of_resolver(s);
}

/* passwd(5): "name:x:1000:1000:...". */
static void add_account(const struct sysfs *s, struct str line, const char *path)
{
    struct str name, password, number;
    uint64_t uid;

    if (str_next(&line, ':', &name) && str_next(&line, ':', &password) &&
        str_next(&line, ':', &number) && str_number(number, &uid) && uid >= UID_FIRST &&
        uid < UID_NOBODY)
        add_name(s, KEY_OS_USER, name, path);
}

void user_facts(const struct sysfs *s)
{
    static const char home[] = "/home";
    struct attr file = sysfs_file(s, FILE_MAX_BYTES, "/etc/passwd");
    struct str rest = file.text, line;
    struct fs_names folders;

    while (str_next(&rest, '\n', &line))
        add_account(s, line, file.path);
    sysfs_list(s, home, &folders);
    for (size_t i = 0; i < folders.n; i++)
        if (folders.names[i][0] != '.' && strcmp(folders.names[i], "lost+found") != 0)
            add_name(s, KEY_OS_USER, str_of(folders.names[i]), home);
    none_found(s, KEY_OS_USER, &file);
}
