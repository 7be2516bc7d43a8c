/* no_socket_windows.c - the sockets that libgpg-error would link.
 *
 * Its log can go to a socket; ours never does. These stand where ws2_32.dll would be imported, so
 * that the program has no way to the network at all: each call fails. */
static int no_socket(void)
{
    return -1;
}

#define NO_SOCKET(name)                     \
    extern int (*const __imp_##name)(void); \
    int (*const __imp_##name)(void) = no_socket

NO_SOCKET(socket);
NO_SOCKET(connect);
NO_SOCKET(send);
NO_SOCKET(recv);
NO_SOCKET(closesocket);
NO_SOCKET(ioctlsocket);
NO_SOCKET(inet_addr);
NO_SOCKET(htons);
