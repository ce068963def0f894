#!/bin/sh
# Tables within their terminal, whatever the ids and files are called; ids stand whole.
exec "$PYTHON" tests/cli/tables.py
