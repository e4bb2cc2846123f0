#!/usr/bin/env bash
# Format and hygiene of what is tracked: packaging/check-style.sh [--fix | --tidy | --install]
#   --fix      formats in place     --tidy     clang-tidy on the files changed since origin/main or HEAD~1 (needs build/dev)
#   --install  makes this script git's pre-commit hook
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
--install)
    hook=$(git rev-parse --git-path hooks)/pre-commit
    printf '#!/bin/sh\nexec packaging/check-style.sh\n' >"$hook"
    chmod +x "$hook"
    exit 0
    ;;
--tidy)
    base=$(git rev-parse --verify -q origin/main || git rev-parse HEAD~1)
    git diff --name-only --diff-filter=d "$base" -- '*.cpp' | xargs -r clang-tidy-14 -quiet -p build/dev
    exit 0
    ;;
esac

sources=$(git ls-files '*.cpp' '*.h')
if [ "${1:-}" = --fix ]; then
    printf '%s\n' "$sources" | xargs clang-format-14 -i
else
    printf '%s\n' "$sources" | xargs clang-format-14 --dry-run --Werror
fi
status=0
for file in $sources; do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: MIT' || { echo "$file: no SPDX line"; status=1; }
done
git grep -nIE '[[:space:]]+$' -- '*.cpp' '*.h' '*.cmake' '*.sh' 'CMakeLists.txt' && { echo "trailing blanks"; status=1; }
exit $status
