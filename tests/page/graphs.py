"""graphs.py N GRAPH.db - a graph file of N things, made up but of the shape of real ones: a fifth motions, put on record by debates,
some answered by letters, papers that cite papers, mostly of their own dossier and mostly the same few. The same N, the same file."""
import random, sys
sys.path.insert(0, "tests/graph")
import load


def table(n, path):
    dice = random.Random(11)
    soort = ["motie", "brief", "verslag", "brief", "verslag", "", "brief", "", "verslag", ""]
    dossier = lambda i: 20000 + (i * 7919) % max(3, n // 60)
    name = lambda i: f"kst-{dossier(i)}-{i}"
    day = lambda i: f"{2010 + i * 14 // n}-{1 + i % 12:02}-{1 + i % 28:02}"
    about = ["het klimaat", "de zorg", "het onderwijs", "de woningbouw", "de krijgsmacht", "het asielbeleid", "de belastingen"]
    with open(path, "w", encoding="utf-8") as f:
        for i in range(n):
            kind = soort[i % 10] if i % 10 else "motie"
            kind = "motie" if i % 5 == 0 else kind
            movers = f'["Lid{i % 150}","Lid{(i * 7) % 150}"]' if kind == "motie" else ""
            f.write(f"node\t{name(i)}\t{dossier(i)}, nr. {i}\tkamerstuk\t{kind}\tOver {about[i % 7]} en {about[(i // 7) % 7]}, deel {i}\t"
                    f"{day(i)}\t{dossier(i)}\t{int(i % 3 > 0)}\t{movers}\n")
        line = 0
        for i in range(n):
            for _ in range(2):
                j = int(n * dice.random() ** 2) if dice.random() < .3 else min(n - 1, max(0, i + int(dice.gauss(0, 1) * n / 60)))
                line += 1
                f.write(f"edge\t{name(i)}\tcites\t\t{name(j)}\t{name(i)}\t{line % 900 + 1}\tDit stuk noemt nummer {j} in zin {line} over {about[line % 7]}.\t0.9\n")
            if i % 5 == 0:
                debate, letter = name(i - i % 40 + 2), name(i - i % 25 + 1)
                f.write(f"edge\t{debate}\tintroduces\t\t{name(i)}\t{debate}\t{i % 900 + 1}\tZij krijgt nr. {i}.\t0.9\n")
                if i % 3: f.write(f"edge\t{letter}\tanswers\t{('done', 'ongoing', 'reported')[i % 3]}\t{name(i)}\t{letter}\t{i % 700 + 1}\tDeze motie is uitgevoerd, nummer {i}.\t0.9\n")


if __name__ == "__main__":
    n, path = int(sys.argv[1]), sys.argv[2]
    table(n, path + ".tsv")
    load.load(path + ".tsv", path)
