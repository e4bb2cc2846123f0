#!/usr/bin/env bash
# Builds SteerScope on a fresh Debian 12 and opens it on the shipped model: packaging/run.sh [--gpu] [the window's options]
# Says what it does; a second run only starts the program.
source "$(dirname "$0")/common.sh"

gpu=()
if [ "${1:-}" = "--gpu" ]; then
    gpu=(--gpu)
    shift
fi
install_packages
"$root/packaging/setup-libtorch.sh" "${gpu[@]}"
build release steerscope steerscope_engine steerscope_cli
exec "$root/build/release/bin/steerscope" "$@"
