#!/usr/bin/env bash
# The rows of a manifest that use no other words: recipes/only-words.sh MANIFEST.tsv WORDS.tsv OUTPUT.tsv
#   WORDS.tsv is a manifest too: the words of its texts are the ones that may occur. Paths become absolute.
set -euo pipefail
export LC_ALL=C

fail() { printf '%s\n' "only-words: error: $*" >&2; exit 1; }

case ${1-} in -h | --help) sed -n '2,/^set -/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
[ $# -eq 3 ] || fail "give MANIFEST.tsv WORDS.tsv OUTPUT.tsv (see --help)"
[ -r "$1" ] || fail "$1 cannot be read"
[ -r "$2" ] || fail "$2 cannot be read"
root=$(cd "$(dirname "$1")/.." && pwd) # relative paths of a TSV start here
mkdir -p "$(dirname "$3")"
awk -v root="$root" '
    BEGIN { FS = OFS = "\t" }
    FNR == 1 { delete column; for (i = 1; i <= NF; ++i) column[$i] = i
        if (!column["path"] || !column["text"]) { print FILENAME ": no columns path and text" >"/dev/stderr"; exit 1 }
        if (NR != FNR) print
        next }
    { count = split($column["text"], words, " ") }
    NR == FNR { for (i = 1; i <= count; ++i) known[words[i]] = 1; next }
    { for (i = 1; i <= count; ++i) if (!(words[i] in known)) next
      if ($column["path"] !~ /^\//) $column["path"] = root "/" $column["path"]
      print }' "$2" "$1" >"$3.part"
mv "$3.part" "$3"
