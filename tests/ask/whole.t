#!/bin/sh
# Questions to the graph as a whole: paths, measures, groups, the main path, words; held against NetworkX, igraph and grep.
exec "$PYTHON" tests/ask/whole.py
