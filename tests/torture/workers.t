#!/bin/sh
# Worker processes: more of them, more of them killed (LONG=1).
exec tests/parts/workers.t
