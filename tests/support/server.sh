# server.sh - Debian's PostgreSQL for a test or a bench that sources it: started on a socket in a
# folder of its own, stopped and removed at the end.
#
#   server_is_there || ...     is it installed?
#   server_start || ...        $server: its folder; says why when it does not start
#   server_new NAME            an empty database; "$(server_url NAME)" for --db
#   server_stop                also when the script ends by itself: trap it

server_programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

server_is_there() { [ -x "$server_programs/initdb" ] && id postgres >/dev/null 2>&1; }
server_start() {
    server=$(mktemp -d)
    as_server=()
    if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
        as_server=(setpriv --reuid postgres --regid postgres --clear-groups)
        chown postgres "$server"
    fi
    chmod 711 "$server"
    (
        cd "$server" || exit
        "${as_server[@]}" "$server_programs/initdb" -D "$server/data" -A trust -U desk -E UTF8 \
            --no-sync &&
            "${as_server[@]}" "$server_programs/pg_ctl" -D "$server/data" -w \
                -l "$server/server.log" -o "-k '$server' -c listen_addresses=''" start
    ) >"$server/log" 2>&1 && return
    tail -n 5 "$server/log" "$server/server.log"
    return 1
}
server_stop() {
    (cd / && "${as_server[@]}" "$server_programs/pg_ctl" -D "$server/data" -m immediate stop) \
        >/dev/null 2>&1
    rm -rf "$server"
}
server_url() { echo "postgresql://desk@/$1?host=$server"; }
server_new() { "$server_programs/createdb" -h "$server" -U desk "$1"; }
