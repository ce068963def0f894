#!/usr/bin/python3
"""Reports for a memo: a page of HTML in which nothing from a document is markup; and --quiet, which every command takes."""
import html.parser, os, re, subprocess, sys
from tap import ok, plan
KG, T = os.environ["KG"], os.environ["T"]


def run(*args): return subprocess.run([KG, *args], capture_output=True, text=True)


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.rows, self.links, self.cell, self.words = [], [], [], None, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "tr": self.rows.append([])
        if tag in ("td", "th"): self.rows[-1].append("")
        self.cell = tag if tag in ("td", "th") else self.cell
        if tag == "a": self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"): self.cell = None

    def handle_data(self, data):
        self.words += data
        if self.cell: self.rows[-1][-1] += data


g = f"{T}/g.db"
ok(run("build", "--quiet", "-o", g, "examples/nagorno-karabach").stderr == "", "build --quiet says nothing")
rows = run("moties", g, "--format", "csv").stdout.count("\n")
page = Page(run("moties", g, "--format", "html").stdout)
ok(len(page.rows) == rows, "moties: as many rows as in the CSV", (len(page.rows), rows))
ok(page.rows[0] == ["id", "movers", "title", "date", "introduced", "judgement", "state", "answered by"], "moties: what people see", page.rows[0])
ok("https://zoek.officielebekendmakingen.nl/kst-35373-8.html" in page.links and "https://zoek.officielebekendmakingen.nl/kst-35373-19.html" in page.links,
   "ids link to the official address, those of places too", page.links[:5])
ok("a fact about this collection, not about the minister" in page.words, "what an absence means stands below it")
ok(set(page.tags) <= {"html", "meta", "title", "style", "main", "h1", "table", "thead", "tbody", "tr", "th", "td", "a", "p"}, "no script, nothing else", set(page.tags))
nasty = run("sql", g, """SELECT '<script>alert(1)</script>' AS "a<b", '"onmouseover=x' AS q, 'javascript:alert(1)' AS j, 'https://x.nl/"><b>' AS h, 7 AS n""",
            "--format", "html").stdout
page = Page(nasty)
ok(page.rows == [["a<b", "q", "j", "h", "n"], ["<script>alert(1)</script>", '"onmouseover=x', "javascript:alert(1)", 'https://x.nl/"><b>', "7"]],
   "words are words", page.rows)
ok("script" not in page.tags and "b" not in page.tags and page.links == ['https://x.nl/"><b>'], "and a link is a link", (page.tags, page.links))
page = Page(run("sql", g, "SELECT 'https://example.org:8080; kst-1-2:12' AS a", "--format", "html").stdout)
ok(page.links == ["https://example.org:8080", "https://zoek.officielebekendmakingen.nl/kst-1-2.html"], "a line is no part of an id, a port is one of an address", page.links)
ok('class="n">7' in nasty, "numbers stand to the right")
ok(len(Page(run("moties", g, "--from", "2099", "--format", "html").stdout).rows) == 1, "no rows: the head alone")
ok(run("sql", g, "SELECT 1", "--format", "htm").returncode == 2, "no other word for it")
ok(run("extract", "--format", "html", "README.md").returncode == 2, "not of mentions")

# -- --quiet
letter = "brief-moties-2021-11-04"
asked = {"moties": [g], "toezeggingen": [g], "check": [g], "show": [g, "kst-35373-8"], "answers": [g], "history": [g, "kst-35373-8"], "cites": [g, letter],
         "cited-by": [g, "kst-35373-8"], "path": [g, letter, "kst-35373-8"], "search": [g, "Rusland"], "top": [g], "groups": [g], "mainpath": [g], "missing": [g],
         "edges": [g], "sql": [g, "SELECT 1"], "cypher": [g, "MATCH (m:motie) RETURN m.id"], "export": [g, "--format", "ndjson"],
         "draw": [g, "-o", f"{T}/x.svg", "--select", "SELECT * FROM graph_edge WHERE 0"], "text": ["examples/nagorno-karabach/kst-35373-19.txt"], "rules": [],
         "extract": ["examples/nagorno-karabach/kst-35373-19.txt"]}
commands = re.findall(r"^  ([a-z-]+) +\S", run("--help").stdout.split("Commands:")[1].split("\n\n")[0], re.M)
ok(set(commands) == set(asked) | {"build"}, "every command is here", set(commands) ^ set(asked))
for name, args in asked.items():
    quiet = run(name, "--quiet", *args)
    loud = run(name, *args)
    ok((quiet.returncode, quiet.stderr) == (loud.returncode, "") and loud.stdout.startswith(quiet.stdout.rstrip("\n")), f"{name} --quiet: rows, no notes",
       quiet.stderr + quiet.stdout[-300:])
ok("open." not in run("moties", "--quiet", g).stdout and " warnings" not in run("check", "--quiet", g).stdout, "no sums below")
ok("no such file" in run("moties", "--quiet", f"{T}/none.db").stderr.lower() or run("moties", "--quiet", f"{T}/none.db").stderr, "errors are said all the same")
plan()
