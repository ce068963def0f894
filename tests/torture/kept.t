#!/bin/sh
# Graph files kept up to date, 400 random sequences (LONG=1).
exec tests/store/incremental.t
