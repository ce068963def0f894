#!/bin/sh
# The graph file is a database that other programs read: schema, views, older and newer versions.
exec "$PYTHON" tests/store/schema.py
