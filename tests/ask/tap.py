"""What the drivers of this folder share: the program, a directory of their own, and TAP."""
import os, pathlib, subprocess

KG, T = os.environ["KG"], pathlib.Path(os.environ["T"])
count = 0


def ok(good, what, more=""):
    global count
    count += 1
    print(f"{'ok' if good else 'not ok'} {count} - {what}".replace("#", "no. "))
    if not good:
        for line in str(more).splitlines()[:20]: print("#   " + line[:300])


def run(*args): return subprocess.run([KG, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True, text=True)


def plan(): print(f"1..{count}")
