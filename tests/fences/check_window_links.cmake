# The window maps no LibTorch: neither directly nor through a library it links.
# Run as: cmake -DPROGRAM=<the window> -P check_window_links.cmake
cmake_minimum_required(VERSION 3.22)
execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE libraries RESULT_VARIABLE failed)
if(failed OR NOT libraries MATCHES "libQt6Widgets")
    message(FATAL_ERROR "cannot read what ${PROGRAM} links")
endif()
if(libraries MATCHES "libtorch|libc10")
    message(FATAL_ERROR "the window links LibTorch:\n${libraries}")
endif()
