/* drivers.c - the databases of the program that is carried to sites: a file, and no sockets. */
#include "desk/sql.h"

const struct sql_driver *const sql_drivers[] = {&sql_sqlite, NULL};
