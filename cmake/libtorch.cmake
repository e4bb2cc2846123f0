# LibTorch without a CUDA toolkit: imported targets on libtorch_cpu.so and libc10.so of the `torch` wheel.
# find_package(Torch) of a CUDA wheel insists on a toolkit, and libtorch.so pulls libtorch_cuda.so in; neither is wanted:
# CUDA is loaded at run time with dlopen when its libraries are there (core/model/device.cpp).
#
# Looked for in: -DSTEERSCOPE_LIBTORCH=DIR, the environment's STEERSCOPE_LIBTORCH, then the folder that
# packaging/setup-libtorch.sh fills. DIR holds lib/libtorch_cpu.so and include/.
set(STEERSCOPE_LIBTORCH "" CACHE PATH "LibTorch folder (lib/, include/), 2.6 or later; empty: the set-up's own")
set(STEERSCOPE_LIBTORCH_VERSION 2.11.0)

set(libtorch_dir ${STEERSCOPE_LIBTORCH})
if(NOT libtorch_dir)
    set(libtorch_dir $ENV{STEERSCOPE_LIBTORCH})
endif()
if(NOT libtorch_dir)
    set(cache_home $ENV{XDG_CACHE_HOME})
    if(NOT cache_home)
        set(cache_home $ENV{HOME}/.cache)
    endif()
    set(libtorch_dir ${cache_home}/steerscope/libtorch-${STEERSCOPE_LIBTORCH_VERSION}/torch)
endif()
if(NOT EXISTS ${libtorch_dir}/lib/libtorch_cpu.so OR NOT EXISTS ${libtorch_dir}/include/ATen/core/Tensor.h)
    message(FATAL_ERROR "LibTorch not found in '${libtorch_dir}'. Run packaging/setup-libtorch.sh once, "
        "or give -DSTEERSCOPE_LIBTORCH=DIR (a folder with lib/libtorch_cpu.so and include/).")
endif()
get_filename_component(libtorch_dir ${libtorch_dir} REALPATH)
set(STEERSCOPE_LIBTORCH_DIR ${libtorch_dir})
message(STATUS "LibTorch: ${libtorch_dir}")

add_library(steerscope_libtorch INTERFACE)
target_include_directories(steerscope_libtorch SYSTEM INTERFACE
    ${libtorch_dir}/include ${libtorch_dir}/include/torch/csrc/api/include)
# The headers' assertions name their file: not with a path of the machine that built the programs.
target_compile_options(steerscope_libtorch INTERFACE -fmacro-prefix-map=${libtorch_dir}=libtorch)
target_link_libraries(steerscope_libtorch INTERFACE ${libtorch_dir}/lib/libtorch_cpu.so ${libtorch_dir}/lib/libc10.so)
target_link_options(steerscope_libtorch INTERFACE -Wl,-rpath-link,${libtorch_dir}/lib
    -Wl,-rpath-link,${libtorch_dir}/../nvidia/cu13/lib)
