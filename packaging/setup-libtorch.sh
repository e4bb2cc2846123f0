#!/usr/bin/env bash
# Brings LibTorch into a cache folder, once: packaging/setup-libtorch.sh [--gpu]
#
# It is taken from the `torch` wheel with pip, whose hash is checked; no Python package is installed. --gpu adds NVIDIA's
# libraries (2.5 GB), which only running on a GPU needs; no CUDA toolkit is needed for anything.
# STEERSCOPE_LIBTORCH=DIR (with lib/ and include/) uses a LibTorch of your own instead.
set -euo pipefail

version=2.11.0
here=$(cd "$(dirname "$0")" && pwd)
target=${XDG_CACHE_HOME:-$HOME/.cache}/steerscope/libtorch-$version
gpu=no
[ "${1:-}" = "--gpu" ] && gpu=yes

say() { printf '%s\n' "steerscope: $*" >&2; }
fail() { say "$*"; exit 1; }

if [ -n "${STEERSCOPE_LIBTORCH:-}" ]; then
    [ -e "$STEERSCOPE_LIBTORCH/lib/libtorch_cpu.so" ] || fail "STEERSCOPE_LIBTORCH=$STEERSCOPE_LIBTORCH has no lib/libtorch_cpu.so"
    exit 0
fi

python=/usr/bin/python3
[ -x "$python" ] || python=python3
# A folder of our own beside the final one: what is half done never looks finished.
work=$target.partial.$$
trap 'rm -rf "$work"' EXIT

download() { # into $work/wheels; the platform is named so that any Python 3 will do
    local platforms=(--platform manylinux2014_x86_64) glibc
    for glibc in 17 18 24 25 26 27 28; do
        platforms+=(--platform "manylinux_2_${glibc}_x86_64")
    done
    "$python" -m pip download --quiet --disable-pip-version-check --no-cache-dir --only-binary=:all: \
        --python-version 3.11 "${platforms[@]}" --dest "$work/wheels" "$@"
}

unpack() { # wheels into $1, only what programs need
    local wheel
    for wheel in "$work"/wheels/*.whl; do
        unzip -qq -o "$wheel" 'torch/lib/*' 'torch/include/*' 'nvidia/*/lib/*' '*/licenses/*' '*LICENSE*' -d "$1" 2>/dev/null || [ $? -eq 11 ] # 11: a pattern matched nothing
        rm "$wheel"
    done
}

if [ ! -e "$target/.complete" ]; then
    say "taking LibTorch $version (530 MB) into $target"
    mkdir -p "$work/wheels" "$work/root"
    download --no-deps --require-hashes -r "$here/libtorch-requirements.txt"
    unpack "$work/root"
    [ -e "$work/root/torch/lib/libtorch_cpu.so" ] || fail "the wheel holds no libtorch_cpu.so; is this an x86-64 machine?"
    touch "$work/root/.complete"
    rm -rf "$target"
    mkdir -p "$(dirname "$target")"
    mv "$work/root" "$target"
fi

if [ "$gpu" = yes ] && [ ! -e "$target/.complete-gpu" ]; then
    say "adding the GPU libraries (2.5 GB) to $target"
    mkdir -p "$work/wheels"
    download "cuda-toolkit[cublas,cudart,cufft,cufile,cupti,curand,cusolver,cusparse,nvjitlink,nvrtc,nvtx]==13.0.2" \
        nvidia-cudnn-cu13==9.19.0.56 nvidia-cusparselt-cu13==0.8.0 nvidia-nccl-cu13==2.28.9 nvidia-nvshmem-cu13==3.4.5
    unpack "$target"
    touch "$target/.complete-gpu"
fi
