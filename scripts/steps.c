/* steps.c - what SQLite did in a process, whatever the machine: loaded before it (LD_PRELOAD), it appends one line to the file that
 * $STEPS names at its end: steps of the virtual machine, rows stepped over in whole tables, sorts.
 * For scripts/timings. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static long long steps, scanned, sorts;

static int on_end(unsigned what, void *ctx, void *statement, void *nanoseconds)
{
    (void)what, (void)ctx, (void)nanoseconds;
    steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    scanned += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    sorts += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
    return 0;
}

int sqlite3_open_v2(const char *file, sqlite3 **db, int flags, const char *vfs)
{
    int (*open)(const char *, sqlite3 **, int, const char *) = NULL;
    *(void **)&open = dlsym(RTLD_NEXT, "sqlite3_open_v2");    /* as POSIX has it: ISO C knows no such cast */
    int code = open(file, db, flags, vfs);
    if (code == SQLITE_OK) sqlite3_trace_v2(*db, SQLITE_TRACE_PROFILE, on_end, NULL);
    return code;
}

__attribute__((destructor)) static void tell(void)
{
    const char *file = getenv("STEPS");
    FILE *f = file && steps ? fopen(file, "a") : NULL;
    if (!f) return;
    fprintf(f, "%lld %lld %lld\n", steps, scanned, sorts);
    fclose(f);
}
