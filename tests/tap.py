"""What the drivers in Python share: the program, a directory of their own, and TAP. tests/run puts this folder on their path."""
import os, pathlib, subprocess, sys

KG, T = os.environ["KG"], pathlib.Path(os.environ["T"])
count = bad = 0


def ok(good, what, more=""):
    """more: what to tell where it is not good, a text or a list of lines."""
    global count, bad
    count += 1
    bad += not good
    print(f"{'ok' if good else 'not ok'} {count} - {what}".replace("#", "no. "), flush=True)
    if good: return
    for line in (list(more) if isinstance(more, (list, tuple)) else str(more).splitlines())[:20]: print("#   " + str(line)[:300])


def skip(what, why):
    global count
    count += 1
    print(f"ok {count} - {what} # SKIP {why}", flush=True)


def run(*args): return subprocess.run([KG, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True)


def plan():
    """The last line of a driver."""
    print(f"1..{count}")
    sys.exit(bad > 0)
