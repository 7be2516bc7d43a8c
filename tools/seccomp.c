/* seccomp.c - writes the sandbox's filter as C (build tool, the only user of libseccomp).
 *
 *   seccomp OUT.h            no network, no new programs
 *   seccomp OUT.h client     the same, but a server may be asked (desk/pq/)
 *
 * The program for the kernel is the same at each start, so it is made once, here. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#define COUNT_OF(a) (sizeof(a) / sizeof(a)[0])

/* What a client needs; socketcall is how 32-bit machines do all of it. */
static const int of_clients[] = {SCMP_SYS(socket),   SCMP_SYS(socketcall), SCMP_SYS(connect),
                                 SCMP_SYS(sendto),   SCMP_SYS(sendmsg),    SCMP_SYS(sendmmsg),
                                 SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),    SCMP_SYS(recvmmsg)};

static const int refused[] = {
    /* being a server */
    SCMP_SYS(socketpair), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
    /* it opens sockets in the kernel's name, past this filter */
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    /* new programs */
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(uselib),
    /* other processes doing it for us */
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    /* the machine itself: casepack reads it and leaves it as it is */
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns),
    SCMP_SYS(unshare), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(bpf), SCMP_SYS(perf_event_open),
    SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(iopl), SCMP_SYS(ioperm),
    SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(sethostname),
    SCMP_SYS(setdomainname), SCMP_SYS(keyctl)};

static int refuse(scmp_filter_ctx filter, const int *calls, size_t n)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
    return rc;
}

static int add_rules(scmp_filter_ctx filter, int is_client)
{
    const uint32_t no = SCMP_ACT_ERRNO(EPERM);
    int rc = refuse(filter, refused, COUNT_OF(refused));

    if (rc == 0 && !is_client)
        rc = refuse(filter, of_clients, COUNT_OF(of_clients));
    if (rc == 0) /* typing into the terminal's shell as if the user did */
        rc = seccomp_rule_add(filter, no, SCMP_SYS(ioctl), 1,
                              SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCSTI));
    return rc;
}

static int write_filter(scmp_filter_ctx filter, FILE *out)
{
    FILE *binary = tmpfile();
    struct sock_filter step;
    int rc = binary ? seccomp_export_bpf(filter, fileno(binary)) : -errno;

    if (rc == 0) {
        rewind(binary);
        while (fread(&step, sizeof step, 1, binary) == 1)
            fprintf(out, "{0x%02x, %u, %u, 0x%08x},\n", step.code, step.jt, step.jf, step.k);
    }
    if (binary)
        fclose(binary);
    return rc;
}

int main(int argc, char **argv)
{
    int is_client = argc == 3 && strcmp(argv[2], "client") == 0;
    FILE *out = argc == 2 + is_client ? fopen(argv[1], "w") : NULL;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    /* As a tree: the kernel tries each number there is when it takes the filter. */
    int rc = filter ? seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) : -ENOMEM;

    if (!out) {
        fputs("usage: seccomp OUT.h [client]\n", stderr);
        return 2;
    }
    if (rc == 0)
        rc = add_rules(filter, is_client);
    if (rc == 0)
        rc = write_filter(filter, out);
    seccomp_release(filter);
    return fclose(out) == 0 && rc == 0 ? 0 : 1;
}
