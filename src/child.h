/* child.h - processes that work for this one: crew.c reads documents in them, read/apart.c what may be hostile to its reader. */
#ifndef KG_CHILD_H
#define KG_CHILD_H

#include "base.h"

#include <sys/types.h>

/* A process tied to this one by a socket. In it, 0 comes back: the socket is descriptor 3, standard input and output lead nowhere (and
 * messages, where `quiet`), all other files are closed, and it ends with its parent. In the parent: its number, *fd the socket, which
 * does not block; -1 where it cannot be ("no process ..."). */
pid_t kg_child_fork(int *fd, bool quiet, kg_err *e);
long long kg_now_ms(void);                                    /* of a clock that only goes on, for deadlines of children */
/* In the child: all of it, or the child ends, since the parent is gone or needs it no more. */
void kg_child_say(const void *bytes, size_t n), kg_child_hear(void *bytes, size_t n);

#endif
