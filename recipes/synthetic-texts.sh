#!/usr/bin/env bash
# What the synthetic voices are to say, on stdout: recipes/synthetic-texts.sh [OPTIONS] DATA
#   DATA          folder with text/sentences.txt, lexicon/cmudict-en-us.dict and speech/commands/train.tsv
#   --sentences N   of 3 to 10 words that are all among the --words N (default 4000) most frequent ones and in the lexicon; at most
#                   60 % of them are taken for a word that has been said fewer than 5 times, so that rare ones get their share (default 5000)
#   --digits N      strings of 1 to 6 digits, zero to nine (default 1500)
#   --commands N    sequences of 1 to 3 of the command words (default 1500)
#   --seed N        (default 1)
set -euo pipefail
export LC_ALL=C

fail() { printf '%s\n' "synthetic-texts: error: $*" >&2; exit 1; }

sentences=5000 words=4000 digits=1500 commands=1500 seed=1
data=
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) sed -n '2,/^set -/s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --sentences | --words | --digits | --commands | --seed)
        [[ ${2-} =~ ^[0-9]{1,6}$ ]] || fail "$1 needs a number, not '${2-}'"
        declare "${1#--}=$2"
        shift 2
        ;;
    -*) fail "there is no option $1 (see --help)" ;;
    *) data=$1; shift ;;
    esac
done
[ -n "$data" ] || fail "give DATA (see --help)"
text=$data/text/sentences.txt lexicon=$data/lexicon/cmudict-en-us.dict manifest=$data/speech/commands/train.tsv
for file in "$text" "$lexicon" "$manifest"; do [ -r "$file" ] || fail "$file cannot be read"; done

# Park and Miller: the same numbers in every awk, exact in double precision.
random='function draw() { state = state * 16807 % 2147483647; return state / 2147483647 }
        function below(n) { return int(draw() * n) }
        BEGIN { state = seed * 7919 + 1; draw(); draw(); draw() }'

# Sentences in small letters, without signs, in random order.
shuffled() {
    awk -v seed="$seed" "$random"'
        !/[0-9]/ && !/[^\001-\177]/ {
            said = tolower($0)
            gsub(/[^a-z\047]+/, " ", said)
            gsub(/ \047+|\047+ |^\047+|\047+$/, " ", said)
            gsub(/ +/, " ", said); sub(/^ /, "", said); sub(/ $/, "", said)
            printf "%.9f\t%s\n", draw(), said
        }' "$text" | sort -k 1,1 | cut -f 2
}

scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
shuffled | tr ' ' '\n' | sort | uniq -c | sort -k 1,1nr -k 2 |
    awk -v words="$words" 'FILENAME == ARGV[1] {known[tolower($1)]; next} $2 in known && found < words {print $2; ++found}' "$lexicon" - >"$scratch"
shuffled | awk -v wanted="$sentences" '
    FILENAME == ARGV[1] {common[$1]; next}
    taken == wanted || NF < 3 || NF > 10 || $0 in seen {next}
    {
        rare = 0
        for (i = 1; i <= NF; ++i) { if (!($i in common)) next; rare = rare || said[$i] < 5 }
        seen[$0]
        if (rare && forRare < 0.6 * wanted) { ++forRare; take($0) } else later[++kept] = $0
    }
    function take(line, i, all, n) { ++taken; print line; n = split(line, all, " "); for (i = 1; i <= n; ++i) ++said[all[i]] }
    END { for (i = 1; i <= kept && taken < wanted; ++i) take(later[i]) }' "$scratch" -

awk -v seed="$((seed + 1))" -v wanted="$digits" "$random"'
    BEGIN {
        split("zero one two three four five six seven eight nine", name, " ")
        for (; wanted > 0; --wanted) {
            line = name[1 + below(10)]
            for (more = below(6); more > 0; --more) line = line " " name[1 + below(10)]
            print line
        }
    }' </dev/null

tail -n +2 "$manifest" | cut -f 4 | sort -u | awk -v seed="$((seed + 2))" -v wanted="$commands" "$random"'
    {name[++all] = tolower($0)}
    END {
        for (; all > 0 && wanted > 0; --wanted) {
            line = name[1 + below(all)]
            for (more = below(3); more > 0; --more) line = line " " name[1 + below(all)]
            print line
        }
    }'
