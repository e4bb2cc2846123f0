#!/usr/bin/env bash
# Sets everything up on a fresh Debian 12, builds with warnings as errors and runs all tests, first without Qt (the
# core-only build, one of the fences of docs/architecture.md), then everything. ctest's summary comes last.
source "$(dirname "$0")/common.sh"

install_packages
"$root/packaging/setup-libtorch.sh"
# Here the microphone and the X server are not optional: a test that cannot have them fails.
export STEERSCOPE_REQUIRE_PULSE=1 STEERSCOPE_REQUIRE_XVFB=1
build core-only
ctest --preset core-only
build dev
# Up to three more tries, because one test drives a real X server and a sound server by the clock; ctest says when it was needed.
ctest --preset dev --repeat until-pass:4 "$@"
