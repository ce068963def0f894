#!/bin/sh
# Parts of a graph, 40 partitions and 600 damaged ones (LONG=1).
exec tests/parts/parts.t
