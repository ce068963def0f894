#!/usr/bin/python3
"""A graph file is never half written: builds killed at random moments (20, LONG=1 200), on a full disk (a small tmpfs where one may be
mounted; a limit on the size of files always), and several at once. After each the file is sound, holds whole documents of the set
before or after, and the next build ends as one from nothing."""
import contextlib
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, "tests/store")
import same

KG, T, LONG = os.environ["KG"], pathlib.Path(os.environ["T"]), os.environ.get("LONG") == "1"
SEED = int(os.environ.get("SEED", 1))
EXAMPLES = sorted(pathlib.Path("examples/nagorno-karabach").glob("*.txt"))
RECORDS = ["mention", "candidate", "footnote", "thing", "sentence", "relation", "promise"]
count = 0


def result(bad, what):
    global count
    count += 1
    print("%s %d - %s" % ("not ok" if bad else "ok", count, what))
    for line in bad[:6]: print("#  ", line)
    sys.stdout.flush()


def make(root, n, r):
    for i in range(n):
        p = root / ("abc"[i % 3]) / ("stuk-%d.txt" % (i // 2))
        p.parent.mkdir(parents=True, exist_ok=True)
        words = EXAMPLES[i % len(EXAMPLES)].read_text().splitlines(True)
        at = r.randrange(len(words))
        p.write_text("".join(words[at:at + 150]) + "\nZie Kamerstuk 35 373, nr. %d.\n" % (i % 40))


def command(db, docs, *more): return [KG, "build", "--quiet", *more, "-o", str(db), "docs"]


def build(db, root, *more, **how):
    return subprocess.run(command(db, root, *more), cwd=root, capture_output=True, text=True, **how)


def closing(path): return contextlib.closing(sqlite3.connect(path))


def contents(path):
    """Of each document that gives text: (file, hash) and how many rows it has in each table of records."""
    with closing(path) as db:
        rows = db.execute("SELECT f.file, f.hash, d.length, %s FROM document d JOIN file f ON f.file = d.file" % ", ".join(
            "(SELECT count(*) FROM %s WHERE document = d.id)" % t for t in RECORDS))
        return {(file, hash): tuple(counts) for file, hash, *counts in rows}


def unsound(path, whole):
    """What is wrong with a file right after a fault; an empty one, or none, is a build that had not begun."""
    if not path.exists() or not path.stat().st_size: return []
    with closing(path) as db:
        bad = [str(x) for (x,) in db.execute("PRAGMA integrity_check") if x != "ok"]
        if not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]: return bad
    return bad + ["half in: %s" % (k,) for k, v in contents(path).items() if (whole.get(k) or alone(whole, k)) != v]


def alone(whole, key):
    """A file that neither set has as a document of its own: another file with the same id came behind it."""
    for root in T / "before", T / "root":
        db = T / "alone.db"
        for p in T.glob("alone.db*"): p.unlink()
        if (root / key[0]).exists(): subprocess.run([KG, "build", "--quiet", "-o", str(db), key[0]], cwd=root)
        if db.exists(): whole |= {k: v for k, v in contents(db).items() if k not in whole}
    return whole.get(key)


def start(r, db):
    """Nothing, a file of the old set, or one of half of it."""
    for p in db.parent.glob(db.name + "*"): p.unlink()
    if r.random() < .5: shutil.copy(T / "old.db", db)


def goes_on(db, root, whole, fault):
    bad = unsound(db, whole)
    p = build(db, root, "--prune")
    if p.returncode: bad.append("the next build ended with %d: %s" % (p.returncode, p.stderr))
    else: bad += same.differences(db, T / "new.db")
    return ["%s: %s" % (fault, b) for b in bad]


def kills(n, root, whole, r, seconds):
    bad, dead = [], 0
    for i in range(n):
        db = T / "kill.db"
        start(r, db)
        for _ in range(r.choice([1, 1, 3])):
            p = subprocess.Popen(command(db, root, "--prune"), cwd=root, stderr=subprocess.DEVNULL)
            time.sleep(r.random() * r.choice([.05, 1]) * seconds)
            p.send_signal(signal.SIGKILL)
            dead += p.wait() == -signal.SIGKILL
            bad += unsound(db, whole)
        bad += goes_on(db, root, whole, "kill %d" % i)
    result(bad, "killed at %d random moments: sound, whole, goes on to the same end" % n)
    result([] if dead > n / 3 else ["only %d" % dead], "most of them while it ran")


def small_files(n, root, whole, r, size):
    bad, failed = [], 0
    for i in range(n):
        db, most = T / "limit.db", r.randrange(size)
        start(r, db)

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN if i % 4 else signal.SIG_DFL)
        p = build(db, root, "--prune", preexec_fn=limit, restore_signals=False)
        failed += p.returncode != 0
        if p.returncode > 0 and "limit.db: " not in p.stderr: bad.append("fails without a word: %d %s" % (p.returncode, p.stderr))
        bad += goes_on(db, root, whole, "%d bytes" % most)
    result(bad, "%d builds that could write no more: sound, whole, go on" % n)
    result([] if failed > n / 3 else ["only %d" % failed], "most of them failed")


def full_disk(n, root, whole, r, size):
    disk = T / "disk"
    disk.mkdir()
    mount = lambda *a: subprocess.run(["mount", *a, str(disk)], capture_output=True, text=True)
    if mount("-t", "tmpfs", "-o", "size=64k", "tmpfs").returncode:
        global count
        count += 1
        print("ok %d # SKIP a full disk: no tmpfs may be mounted here" % count)
        return
    bad, failed = [], 0
    try:
        for i in range(n):
            db, most = disk / "full.db", r.choice([size // 8, size // 2]) + 4096
            mount("-o", "remount,size=%d" % (size * 8))
            start(r, db)
            used = sum(p.stat().st_size for p in disk.iterdir())
            mount("-o", "remount,size=%d" % (used + r.randrange(most)))
            p = build(db, root, "--prune")
            failed += p.returncode != 0
            if p.returncode and "full.db: " not in p.stderr: bad.append("fails without a word: %d %s" % (p.returncode, p.stderr))
            mount("-o", "remount,size=%d" % (size * 8))
            bad += goes_on(db, root, whole, "disk of %d bytes more" % most)
    finally:
        subprocess.run(["umount", str(disk)])
    result(bad, "a disk that was full %d times: sound, whole, goes on" % n)
    result([] if failed > n / 3 else ["only %d" % failed], "most of them failed")


def at_once(n, root, whole):
    bad = []
    for i in range(n):
        db = T / "both.db"
        for p in T.glob("both.db*"): p.unlink()
        both = [subprocess.Popen([KG, "build", "--quiet", "-o", str(db), *dirs], cwd=root, stderr=subprocess.PIPE, text=True)
                for dirs in (["docs"], ["docs/c", "docs/b", "docs/a"], ["docs/b"])]
        for p in both:
            said = p.communicate()[1]
            if p.returncode: bad.append("one of three at once ended with %d: %s" % (p.returncode, said))
        bad += same.differences(db, T / "new.db")
    result(bad, "three builds at once, %d times: each waits for the others, nothing lost" % n)


def locked(root):
    db = T / "lock.db"
    shutil.copy(T / "old.db", db)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    p = subprocess.run([KG, "moties", str(db)], capture_output=True, text=True)
    result([] if p.returncode and "another program is writing to it" in p.stderr else [p.stderr], "who has waited long says why")
    p = subprocess.Popen(command(db, root, "--prune"), cwd=root)
    time.sleep(.5)
    waits = p.poll() is None
    other.execute("COMMIT")
    result([] if waits and p.wait() == 0 else ["waits: %s" % waits], "a build waits while another program writes, then goes on")
    result(same.differences(db, T / "new.db"), "to the same end")


def main():
    r = random.Random(SEED)
    root = T / "root"
    make(root / "docs", 150, r)
    build(T / "old.db", root)
    whole = contents(T / "old.db")
    shutil.copytree(root, T / "before")
    make(root / "docs", 60, r)                                # 60 changed, 10 gone, 10 new
    for p in sorted((root / "docs" / "c").iterdir())[:10]: p.rename(p.with_name("n-" + p.name))
    begun = time.monotonic()
    build(T / "new.db", root)
    seconds = time.monotonic() - begun
    whole |= contents(T / "new.db")
    size = (T / "new.db").stat().st_size
    kills(200 if LONG else 20, root, whole, r, seconds)
    small_files(50 if LONG else 8, root, whole, r, size)
    full_disk(50 if LONG else 8, root, whole, r, size)
    at_once(20 if LONG else 3, root, whole)
    locked(root)
    print("1..%d" % count)


main()
