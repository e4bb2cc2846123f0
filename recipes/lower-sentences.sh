#!/usr/bin/env bash
# Sentences in small letters, without signs, on stdout: recipes/lower-sentences.sh LIMIT FILE...
#   A .tsv is a manifest: its column text. LIMIT: at most so many lines of each file, spread over it; 0: all.
set -euo pipefail
export LC_ALL=C
case ${1-} in -h | --help) sed -n '2,/^set -/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
[ $# -ge 2 ] || { echo "lower-sentences: error: give LIMIT FILE... (see --help)" >&2; exit 1; }
limit=$1
shift
for file in "$@"; do
    if [[ $file == *.tsv ]]; then
        awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "text") c = i; next } { print $c }' "$file"
    else
        cat "$file"
    fi | awk -v limit="$limit" '
        { all[NR] = tolower($0) }
        END {
            for (i = 1; i <= NR; ++i) {
                if (limit > 0 && NR > limit && int(i * limit / NR) == int((i - 1) * limit / NR)) continue
                gsub(/[^a-z\047 ]+/, " ", all[i]); gsub(/ +/, " ", all[i]); sub(/^ /, "", all[i]); sub(/ $/, "", all[i])
                if (all[i] != "") print all[i]
            }
        }'
done
