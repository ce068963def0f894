#!/bin/sh
# 200 kills, 50 full disks, 50 limits on the size of files (LONG=1).
exec tests/store/kills.t
