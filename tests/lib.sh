# lib.sh - what a test in sh is written with; sourced: . tests/lib.sh
#
#   run CMD...            runs it: $status, $T/out, $T/err
#   status N 'what'       the last run ended with this status
#   err 'regex' 'what'    a line of its standard error matches (grep -E); likewise: out
#   check 'what' CMD...   CMD succeeds; likewise: refute
#   same 'what' A B       two files are equal
#   is 'what' HAVE WANT   two words are equal
#   finish                last: prints the plan
#   skip_all 'why'        instead of all: this machine cannot run it
count=0
set -u

result() {                                    # $1: 0 or not; $2: what
    count=$((count + 1))
    if [ "$1" = 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}
say() { sed 's/^/#   /' "$@"; }

run() {
    "$@" > "$T/out" 2> "$T/err" < /dev/null
    status=$?
}
status() {
    [ "$status" = "$1" ]; good=$?
    result $good "$2"
    [ $good = 0 ] || { echo "#   status $status, wanted $1"; head -5 "$T/err" | say; }
}
err() {
    grep -Eq -e "$1" "$T/err"; good=$?
    result $good "$2"
    [ $good = 0 ] || { echo "#   no line of standard error matches $1"; head -5 "$T/err" | say; }
}
out() {
    grep -Eq -e "$1" "$T/out"; good=$?
    result $good "$2"
    [ $good = 0 ] || { echo "#   no line of the output matches $1"; head -5 "$T/out" | say; }
}
check() {
    what=$1; shift
    "$@" > "$T/check" 2>&1 < /dev/null; good=$?
    result $good "$what"
    [ $good = 0 ] || head -20 "$T/check" | say
}
refute() {
    what=$1; shift
    ! "$@" > /dev/null 2>&1 < /dev/null
    result $? "$what"
}
same() {
    diff -u "$2" "$3" > "$T/diff" 2>&1; good=$?
    result $good "$1"
    [ $good = 0 ] || head -30 "$T/diff" | say
}
is() {
    [ "$2" = "$3" ]; good=$?
    result $good "$1"
    [ $good = 0 ] || printf '#   have %s\n#   want %s\n' "$2" "$3"
}
finish() { echo "1..$count"; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }
