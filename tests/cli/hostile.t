#!/bin/sh
# Names, words and sizes that are meant ill: nothing speaks to the terminal, nothing waits for ever, nothing is lost without a word.
. tests/lib.sh
letter=tests/docs/letter.d/input.txt
esc=$(printf '\033')
c1=$(printf '\302\233')
silent() { result "$(LC_ALL=C grep -Fq -e "$esc" -e "$c1" "$2" && echo 1 || echo 0)" "$1"; }

run "$KG" build -o '' "$letter"
status 2 'a graph file without a name: SQLite would keep it nowhere'
err 'no name of a file' 'and it is said'
run "$KG" build -o :memory: "$letter"
status 2 'nor in memory'
err '^kamergraaf: :memory:: .*write \./:memory:' 'how to write it'

blanks=$(printf '%01000d' 0)
printf '<?xml version="1.0"?><a%s[31m>%s</a>' "$esc" "$blanks" > "$T/root.xml"
run "$KG" extract "$T/root.xml"
status 2 'an element with an escape in its name'
silent 'does not reach the terminal' "$T/err"
err 'root element a\\x1b\[31m' 'but is told'
printf '<?xml version="1.0"?><a%s31m>x</a>' "$c1" > "$T/root.xml"
run "$KG" extract "$T/root.xml"
silent 'nor does U+009B' "$T/err"
err '\\x9b31m' 'which is told, too'
"$KG" build --quiet -o "$T/g.db" "$letter"
run "$KG" sql "$T/g.db" "SELECT 1 FROM \"a$esc[31m\""
silent 'nor what a question says' "$T/err"
printf 'Zie%s31m Kamerstuk%s21 501-02, nr. 2375.\n' "$c1" "$c1" > "$T/c1.txt"
for command in text extract; do
    run "$KG" $command "$T/c1.txt"
    silent "nor what $command shows" "$T/out"
done
out 'kst-21501-02-2375' 'and it is a blank between words'
printf 'rule x\nkind kst\ncue a\nregex (\n' > "$T/x.rules"
run "$KG" rules --check "$T/x.rules"
err '^ *\^' 'a message of several lines stays one'

mkdir "$T/pipes"
cp "$letter" "$T/pipes"
mkfifo "$T/pipes/metadata.xml" "$T/pipes/MANIFEST.tsv"
run timeout 60 "$KG" extract "$T/pipes"
status 0 'pipes called like sidecars are not waited for'

awk 'BEGIN { for (i = 0; i < 250000; i++) print "x" }' > "$T/long.txt"
echo 'Zie Kamerstuk 21 501-02, nr. 2375.' >> "$T/long.txt"
"$KG" build --quiet -o "$T/long.db" "$T/long.txt"
run "$KG" export "$T/long.db" --format csv -o "$T/long"
is 'a line beyond 200,000 in CSV' "$(tail -1 "$T/long/edges.csv" | cut -d, -f10)" 250001

awk 'BEGIN { for (i = 0; i < 6000; i++) printf "Zie https://voorbeeld.nl/%0130d/%d en verder.\n", 0, i }' > "$T/alike.txt"
"$KG" build --quiet -o "$T/alike.db" "$T/alike.txt"
case $BUILD in *san*) memory=unlimited ;; *) memory=1500000 ;; esac
run sh -c "ulimit -v $memory; exec \"\$0\" export \"$T/alike.db\" --format obsidian -o \"$T/vault\"" "$KG"
status 0 'six thousand addresses that are alike for long: a note each, in little memory'
is 'a note each' "$(ls "$T/vault" | wc -l)" 6001
finish
