#!/bin/sh
# scripts/slurm on a Slurm of one node: make long.
exec tests/slurm/cluster
