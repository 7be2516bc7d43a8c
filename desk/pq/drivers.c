/* drivers.c - the databases of casepack-desk, in place of desk/drivers.c. */
#include "desk/sql.h"

const struct sql_driver *const sql_drivers[] = {&sql_pq, &sql_sqlite, NULL};
