#!/usr/bin/python3
"""Contrasts of what is drawn, reckoned by WCAG 2.2: words against what lies below them 4.5:1 (1.4.3), lines and dots against white 3:1
(1.4.11). In the pictures of the examples, in an overview of circles and in one of dots; and in the table of looks."""
import glob, os, re, subprocess, sys, xml.etree.ElementTree as ET
sys.path.insert(0, "tests/graph")
import load
from tap import ok, plan

KG, T = os.environ["KG"], os.environ["T"]
SVG = "{http://www.w3.org/2000/svg}"
NAMED = {"white": "#ffffff", "black": "#000000"}


def light(colour):
    colour = NAMED.get(colour, colour)
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a, b="#ffffff"):
    x, y = sorted((light(a), light(b)))
    return (y + 0.05) / (x + 0.05)


def numbers(s): return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", s)]


def box(e):
    if e.tag == SVG + "polygon": n = numbers(e.get("points"))
    elif e.tag == SVG + "path": n = numbers(e.get("d"))
    elif e.tag == SVG + "ellipse":
        x, y, rx, ry = (float(e.get(k)) for k in ("cx", "cy", "rx", "ry"))
        return x - rx, y - ry, x + rx, y + ry
    else: return None
    return min(n[::2]), min(n[1::2]), max(n[::2]), max(n[1::2])


def look_at(path):
    shapes, words, lines = [], [], []
    for e in ET.parse(path).iter():
        if e.tag == SVG + "text":
            x, y, ground = float(e.get("x")), float(e.get("y")) - 2, "#ffffff"
            for (left, top, right, low), fill in shapes:
                if left <= x <= right and top <= y <= low: ground = fill
            c = contrast(e.get("fill", "#000000"), ground)
            if c < (3 if e.text == "\u25cf" else 4.5) and e.text.strip(): words.append((e.text, e.get("fill"), ground, round(c, 2)))
            continue
        at = box(e)
        if not at: continue
        fill, stroke = e.get("fill"), e.get("stroke", "none")
        if fill not in ("none", None): shapes.append((at, fill))
        seen = stroke if stroke not in ("none", "transparent") and NAMED.get(stroke, stroke) != "#ffffff" else None
        if not seen and e.tag != SVG + "polygon" and NAMED.get(fill, fill) not in ("none", "#ffffff"): seen = fill   # a slice, a dot
        if seen and contrast(seen) < 3: lines.append((e.tag, seen, round(contrast(seen), 2)))
    return words, lines


def picture(path, what):
    words, lines = look_at(path)
    ok(not words, f"{what}: words of 4.5:1", words[:5])
    ok(not lines, f"{what}: lines and dots of 3:1", lines[:5])


assert round(contrast("#0072B2"), 2) == 5.19 and round(contrast("#009E73"), 2) == 3.42   # ecosystem: measured elsewhere
for path in sorted(glob.glob("graphs/*.svg")): picture(path, path)

with open(f"{T}/many.tsv", "w") as f:
    for d in range(20):
        for i in range(20):
            f.write(f"node\tkst-{30000 + d}-{i}\tnr. {i}\tkamerstuk\t{('motie', 'motie', 'brief', 'agenda')[i % 4]}\tOver stikstof {i}\t\t{30000 + d}\t1\t"
                    f"\t{('open', 'answered', 'held', '')[i % 3] if i % 4 < 2 else ''}\n")
    for d in range(20):
        for i in range(1, 20): f.write(f"edge\tkst-{30000 + d}-{i}\tcites\t\tkst-{30000 + (d + i // 19) % 20}-0\tkst-{30000 + d}-{i}\t1\tZin.\t0.9\n")
load.load(f"{T}/many.tsv", f"{T}/many.db")
for what, args in (("circles", ["--view", "network"]), ("dots", [])):
    run = subprocess.run([KG, "draw", f"{T}/many.db", "-o", f"{T}/{what}.svg", *args], capture_output=True, text=True)
    ok(run.returncode == 0, f"{what} are drawn", run.stderr)
    picture(f"{T}/{what}.svg", what)

for line in open("graphs/style.tsv", encoding="utf-8"):
    if line.startswith("#") or line.startswith("of\t"): continue
    f = (line.rstrip("\n").split("\t") + [""] * 10)[:10]
    drawn = [c for c in (f[5], f[9]) if c]
    ok(all(contrast(c) >= 4.5 for c in drawn), f"{f[0]} {f[1]}: seen as a line, read as a word", drawn)
    if f[6]: ok(contrast("#000000", f[6]) >= 4.5, f"{f[0]} {f[1]}: its letter is read", f[6])
plan()
