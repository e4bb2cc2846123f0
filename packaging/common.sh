# Shared by run.sh and test.sh: packages, LibTorch, configure and build. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "steerscope: $*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "packages have to be installed: run this as root, or install sudo"
    fi
}

install_packages() {
    local wanted missing
    wanted=$(sed 's/#.*//' "$root/packaging/debian-packages.txt")
    # shellcheck disable=SC2086
    missing=$({ dpkg-query -W -f '${Package} ${Status}\n' $wanted 2>/dev/null || true; } | # fails for unknown names
        awk '$NF == "installed" {print $1}' | sort -u | comm -13 - <(printf '%s\n' $wanted | sort -u))
    [ -z "$missing" ] && return
    say "installing Debian packages:" $missing
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# build PRESET [TARGET ...]: configures when needed and builds what changed.
build() {
    local preset=$1 folder=$root/build/$1 targets=()
    shift
    [ $# -gt 0 ] && targets=(--target "$@")
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    # Paths count from the build folder, so that one preset's objects serve the next (debug information names the first one's folder).
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
    cd "$root"
    if [ ! -e "$folder/build.ninja" ]; then
        say "configuring ($preset)"
        mkdir -p "$folder"
        cmake --preset "$preset" >"$folder/configure.log" 2>&1 || { cat "$folder/configure.log" >&2; fail "configuring failed"; }
    fi
    if ! cmake --build --preset "$preset" "${targets[@]}" -- -n 2>/dev/null | grep -q 'no work to do'; then
        say "building ($preset); the first time takes some minutes"
        cmake --build --preset "$preset" "${targets[@]}" >&2
    fi
}
