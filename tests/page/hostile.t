#!/bin/sh
# Documents that would like to be markup: titles, names, sentences, addresses. Nothing of them runs, nothing becomes an element.
. tests/page/start.sh
$PYTHON - "$T/h.tsv" << 'END'
import sys
evil = ['<script>hacked=1</script>', '"onmouseover="hacked=2', "' onfocus='hacked=3' autofocus x='", '</script><script>hacked=4</script>', '<!--<script>', ']]><img src=x onerror=hacked=5>',
        '\\xE2\\x80\\xA8hacked=6\\xE2\\x80\\xA9', 'javascript:hacked=7', '{{7*7}}${hacked=8}', '<a href="javascript:hacked=9">x</a>', '=HYPERLINK("http://example.org","x")', '@SUM(A1)', '\\t=1+1', '-2+3', 'regel\\neen;"twee"', '&lt;b&gt;&amp;', '__proto__', 'constructor', '<style>*{display:none}</style>', '<base href="http://example.org/">']
with open(sys.argv[1], "w", encoding="utf-8") as f:
    for i, e in enumerate(evil):
        f.write(f'node\t{e}#{i}\t{e}\tkamerstuk\tmotie\t{e} {i}\t2021-01-0{1 + i % 9}\t{e}\t{i % 2}\t["{i}<img src=x onerror=hacked=10>"]\n')
        f.write(f'node\thttp://example.org/{e}\t{e}\turl\t{e}\t{e}\t{e}\t\t0\n')
    f.write('node\tjavascript:hacked=11\tadres\turl\t\tAdres\t\t\t0\nnode\t__proto__\t__proto__\t__proto__\t__proto__\t__proto__\t\t__proto__\t1\n')
    for i, e in enumerate(evil):
        f.write(f'edge\t{e}#{i}\tcites\t{e}\thttp://example.org/{e}\t{e}#{i}\t{i + 1}\t{e}\t0.9\n')
        f.write(f'edge\t{evil[i - 1]}#{(i - 1) % len(evil)}\tanswers\tdone\t{e}#{i}\t{e}#{i}\t{i + 1}\tZin {e}\t0.9\n')
    f.write('edge\t__proto__\tconstructor\t__proto__\tjavascript:hacked=11\t__proto__\t1\t__proto__\t0.5\n')
END
PYTHONPATH=tests/graph $PYTHON -c 'import sys, load; load.load(sys.argv[1], sys.argv[2])' "$T/h.tsv" "$T/h.db"
"$KG" export "$T/h.db" -o "$T/h.html" --select 'SELECT * FROM graph_edge' || { echo 'not ok 1 - the page is made'; echo 1..1; exit; }
exec node tests/page/hostile.js
