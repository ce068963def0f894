#!/bin/sh
# Questions about the examples: rows that somebody read in the documents, and the same counts from the exported graph.
exec "$PYTHON" tests/ask/questions.py
