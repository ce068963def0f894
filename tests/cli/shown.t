#!/bin/sh
# Commands that the documentation shows do what it shows: READMEs, the manual page, the help of each command.
exec "$PYTHON" tests/cli/shown.py
