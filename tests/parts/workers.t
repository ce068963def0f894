#!/usr/bin/python3
"""Worker processes (-j N): the same bytes whatever their number, on everything that can be read and some that cannot; one that is
killed or stands still costs nothing, or its document, and never the run."""
import hashlib, random, signal, sys, time
sys.path.insert(0, "tests/parts")
from collection import *

root = T / "docs"
files = make(root)
r = random.Random(SEED)


def text(path): return "\n".join(sqlite3.connect(path).iterdump())


# -- the same bytes --------------------------------------------------------------------------------------------------------
want = {}
for how in ((1,), (2,), (4,), (9,), ()) if LONG else ((1,), (2,), (4,), ()):   # (): without -j, on what is more than a little
    j, jobs = "%d" % how if how else "as fit", ("-j", *how) if how else ()
    for name, command in (("ndjson", ["extract", "--format", "ndjson"]), ("csv", ["extract", "--format", "csv"]), ("table", ["extract"])):
        p = run(*command, *jobs, root)
        have = (p.returncode, p.stdout, p.stderr)
        ok([] if have == want.setdefault(name, have) else ["differs from -j 1"], "extract --format %s -j %s" % (name, j))
    p = run("extract", "--to", T / "x.part", *jobs, root)
    have = (p.returncode, p.stderr, (T / "x.part").read_bytes())
    ok([] if have == want.setdefault("part", have) else ["differs from -j 1", p.stderr], "extract --to -j %s" % j)
    p = run("build", *jobs, "-o", fresh(T / "x.db"), root, root / "a", T / "x.part")
    have = (p.returncode, p.stderr, text(T / "x.db"))
    ok([] if have == want.setdefault("build", have) else ["differs from -j 1", p.stderr], "build -j %s: the same graph file, byte by byte of its dump" % j)
    p = run("build", "--prune", *jobs, "-o", T / "x.db", root)
    ok([] if " (0 read, " in p.stderr else [p.stderr], "build -j %s again: nothing to do" % j)
p = run("build", "--quiet", "-j", 0, "-o", fresh(T / "x.db"), root, root / "a", T / "x.part")
ok([] if text(T / "x.db") == want["build"][2] else ["differs"], "-j 0: one for each processor")
with open(root / "seed" / "kst-35373-19.txt", "rb") as f: p = subprocess.run([KG, "extract", "-j", "3", "--format", "csv", "-"], stdin=f, capture_output=True)
ok([] if p.returncode == 0 and len(p.stdout.splitlines()) > 100 else [p.stderr], "standard input")
for word in ("x", "-1", "1000", ""):
    p = run("build", "-o", T / "y.db", "-j", word, root)
    ok([] if p.returncode == 2 and "-j wants a number" in p.stderr else [p.stderr], "-j '%s'" % word)
with open("/dev/full", "wb") as f: p = subprocess.run([KG, "extract", "-j", "2", str(root)], stdout=f, stderr=subprocess.PIPE, text=True)
ok([] if p.returncode == 2 and "standard output: cannot be written" in p.stderr else [p.returncode, p.stderr], "nowhere to write")

few = sorted((root / "seed").glob("*.txt")) * 3                    # more than half a MB; and hardly a file may be open: no socket
want = run("extract", "--format", "csv", "-j", 1, *few)
p = subprocess.run(["prlimit", "--nofile=4", KG, "extract", "--format", "csv", *map(str, few)], capture_output=True, text=True)
ok([] if (p.returncode, p.stdout) == (want.returncode, want.stdout) else [p.returncode, p.stderr], "no process can be had: it is read without")
p = subprocess.run(["prlimit", "--nofile=4", KG, "extract", "-j", "2", *map(str, few)], capture_output=True, text=True)
ok([] if p.returncode == 2 and "no socket" in p.stderr else [p.returncode, p.stderr], "it was asked for: it is said")

# -- killed, stopped ----------------------------------------------------------------------------------------------------------
many = T / "many"
long = (root / "seed" / "kst-35373-19.txt").read_text()
for i in range(120): put(many / ("d%03d.txt" % i), long[i * 500:].replace("nr. 19", "nr. %d" % (100 + i)))
run("build", "--quiet", "-j", 1, "-o", T / "many.db", many, status=0)
run("build", "--quiet", "-o", T / "fit.db", many, status=0)     # the first half MB alone, the rest not
ok([] if text(T / "many.db") == text(T / "fit.db") else ["differs"], "processes that begin on the way: the same graph file")


def children(pid):
    try: return [int(x) for x in pathlib.Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()]
    except OSError: return []


def harmed(sign, times, *more):
    """A build whose workers get a signal now and then; how often that was so, its message and its end."""
    # The leak checker has a child of its own at the end, and waits for ever where that is killed.
    calm = {**os.environ, "ASAN_OPTIONS": ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "detect_leaks=0"]))}
    p = subprocess.Popen([KG, "build", "--quiet", "-j", "3", *more, "-o", fresh(T / "harm.db"), many], stderr=subprocess.PIPE, text=True, env=calm)
    done = 0
    while p.poll() is None and done < times:
        time.sleep(r.uniform(.001, .03))
        for pid in r.sample(children(p.pid), 1) if children(p.pid) else []:
            try: os.kill(pid, sign)
            except ProcessLookupError: continue
            done += 1
    return done, p.communicate()[1], p.returncode


for i in range(20 if LONG else 3):
    times = (1, 5, 200)[i % 3]
    done, said, status = harmed(signal.SIGKILL, times)
    lost = said.count("crashed on it (Killed)")
    bad = [] if done and status == (1 if lost else 0) and said.count("\n") == lost and (times > 1 or not lost) else [done, status, said]
    read = sqlite3.connect(T / "harm.db").execute("SELECT count(*) FROM document").fetchone()[0]
    told = sqlite3.connect(T / "harm.db").execute("SELECT count(*) FROM problem WHERE document IS NULL").fetchone()[0]
    ok(bad or ([] if read == 120 - lost and told == lost else [read, lost, told]), "workers killed: each loss is told (at most %d kills)" % times)
    run("build", "--quiet", "-j", 2, "-o", T / "harm.db", many, status=0)
    ok(differ(T / "many.db", T / "harm.db"), "the next run reads what was lost")
done, said, status = harmed(signal.SIGSTOP, 1, "--max-time", "1")
ok([] if done and status == 1 and said.count("\n") == 1 and "said nothing any more" in said else [done, status, said], "a worker stands still: one document is given up")
run("build", "--quiet", "-j", 2, "-o", T / "harm.db", many, status=0)
ok(differ(T / "many.db", T / "harm.db"), "the next run reads it")
p = subprocess.Popen([KG, "build", "--quiet", "-j", "3", "-o", fresh(T / "harm.db"), many])
while p.poll() is None and not children(p.pid): time.sleep(.002)
left = children(p.pid)
p.kill(), p.wait()
for _ in range(500):
    left = [x for x in left if pathlib.Path("/proc/%d" % x).exists() and "Z" not in pathlib.Path("/proc/%d/stat" % x).read_text().split(")")[1][:3]]
    if not left: break
    time.sleep(.01)
ok(["still there: %s" % left] if left else [], "the program is killed: no worker outlives it")
run("build", "--quiet", "-j", 2, "-o", T / "harm.db", many, status=0)
ok(differ(T / "many.db", T / "harm.db"), "and the next run goes on")
plan()
