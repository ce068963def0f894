#!/usr/bin/python3
"""Texts made to be slow: four times as much may not cost more than about four times as much."""
import os, pathlib, resource, subprocess, sys, tempfile

kg, tmp = os.environ["KG"], pathlib.Path(os.environ["T"])
UNIT = {
    "blanks": " ", "empty lines": "\n", "one long word": "a", "digits": "1", "groups of digits": "21 501 ", "brackets": "(",
    "open quotes": "«", "hyphens": "-", "hyphens at line ends": "woord-\n", "superscripts": "woord¹ ", "marks": "c.s.1 ",
    "motie": "motie ", "motie van het lid": "de motie van het lid ", "brief van": "brief van 3 ", "dossier": "21 501-02, ",
    "dossier and number": "21 501-02, nr. 2375 ", "list of numbers": "nrs. 1, 2, 3, ", "a list without end": "12, ",
    "address": "https://a.nl/b ", "address without end": "https://a.nl/" + "b" * 50, "address over lines": "https://a.nl/\n",
    "stuk": "op stuk nr. 8 ", "krijgt": "Zij krijgt nr. 3 (35 373).\n", "speakers": "De heer Bosman (VVD):\n", "chair": "De voorzitter:\n",
    "note lines": "1 Kamerstuk 21 501-02, nr. 1\n", "list items": "1. Motie van het lid Eppink (21501-20-1736), 12 oktober 2021\n",
    "page feet": "Tweede Kamer, vergaderjaar 2020–2021, 35 373, nr. 19 4\n", "promises": "Ik zeg toe dat ik de Kamer informeer. ",
    "these": "deze motie. ", "page starts": " Regel\nregel\n", "motions": "De Kamer,\n\ngehoord de beraadslaging,\n\nverzoekt de regering,\n\nen gaat over tot de orde van de dag.\n\n",
    "sentence without end": "en de minister en ", "stops": "a. b. c. ", "names": "Van der Staaij/Voordewind/", "years": "2020–2021 ",
    "laws": "Stb. 2021, 123 ", "eu": "Verordening (EU) 2016/679 ", "resolutions": "resolutie 853 ", "ecli": "ECLI:NL:HR:2021:1 ",
    "mixed": "Kamerbrief van 16 juni jl.10 ", "Z": "2021Z12361 ", "cues": "conform deze motie oordeel Kamer ontraden aangehouden ",
    "cues in one paragraph": "conform het lid COM(2020) 123 ",
    "words that lost their blanks": "afgerond.Binnenkort ziet u dat.\nafgerond.Binnenkort" + "afgerond.Binnenkort" * 200000,
    "motions of one member": "De motie-Jansen (35373, nr. %d) wordt aangehouden.\n",
    "the question before": "antwoord op de vorige vraag ",
    "carried out, each of them": "de motie-Jansen (36200, nr. %d) (is uitgevoerd) en ",
    "in line with all of them": "in lijn met de motie-Eppink (21501-02, nr. %d) en ",
    "many motions": "de motie van het lid Eppink c.s. (%D); deze motie; motie 9; Kamerbrief van 3 juni jl.\n",
    "footnotes without a page": "tekst1\n\n1 Kamerstuk\n\n",
    "questions": "Vraag %d\nHoe geeft u uitvoering aan de motie op stuk nr. %d (35373)?\nAntwoord %d\nDe minister antwoordt.\n",
}


def times(unit, size):
    if len(unit) > 1_000_000: return unit[:size]
    n = size // len(unit)
    if "%" not in unit: return unit * n
    return "".join(unit.replace("%d", str(i)).replace("%D", f"{20000 + i // 900}, nr. {i % 900 + 1}") for i in range(1, n + 1))


def cost(text):
    (tmp / "in.txt").write_text("Verslag.\n" + text + "\neinde.\n", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try: p = subprocess.run([kg, "check", str(tmp / "in.txt")], stdout=open(tmp / "out", "wb"), stderr=subprocess.PIPE, timeout=60)
    except subprocess.TimeoutExpired: return None, "no end in 60 s"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, p.stderr.decode() if p.returncode not in (0, 1, 2) else ""


for n, (name, unit) in enumerate(UNIT.items(), 1):
    size = 100_000
    while True:
        small, err1 = cost(times(unit, size))
        big, err2 = cost(times(unit, 4 * size)) if small is not None else (None, "")
        for again in range(3):                                # somebody else's work on the machine is not ours: the least counts
            if big is None or small is None or big < .4 or big / small < 8: break
            small, big = min(small, cost(times(unit, size))[0] or small), min(big, cost(times(unit, 4 * size))[0] or big)
        if small is None or big is None or err1 or err2 or big > .4 or size > 1_000_000: break
        size *= 4                                             # too quick to tell
    good = small is not None and big is not None and not err1 and not err2 and (big < .4 or big / small < 8)
    print(f"{'ok' if good else 'not ok'} {n} - {name}")
    if not good: print(f"# {size} bytes: {small} s, four times as much: {big} s {err1}{err2}")
    sys.stdout.flush()
print(f"1..{len(UNIT)}")
