/* drivers_windows.c - the program for sites keeps no database: the desk takes in on Linux. */
#include "desk/sql.h"

const struct sql_driver *const sql_drivers[] = {NULL};
