# Language, warnings and helpers that every room shares. Targets, not global flags: steerscope_room() applies them.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# Programs and their tests sit in one folder, so that the window finds its engine beside itself.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
find_program(STEERSCOPE_CCACHE ccache)
if(STEERSCOPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT DEFINED ENV{CMAKE_CXX_COMPILER_LAUNCHER})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${STEERSCOPE_CCACHE})
endif()

add_library(steerscope_options INTERFACE)
# -Wno-restrict: g++ 12 reports impossible overlaps in std::string's operator+ (GCC bug 105651).
target_compile_options(steerscope_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${STEERSCOPE_WERROR}>:-Werror>)
target_include_directories(steerscope_options INTERFACE ${PROJECT_SOURCE_DIR})
if(STEERSCOPE_SANITIZE)
    target_compile_options(steerscope_options INTERFACE -fsanitize=${STEERSCOPE_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(steerscope_options INTERFACE -fsanitize=${STEERSCOPE_SANITIZE})
endif()

# steerscope_room(name SOURCES a.cpp ... [PUBLIC libs ...] [PRIVATE libs ...]): one static library a room.
# Headers are included from the project's root: #include "core/base/error.h".
function(steerscope_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(${name} PUBLIC steerscope_options ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()

# steerscope_qt(target): the settings of every target that sees Qt. QT_NO_KEYWORDS because `slots` and `signals`
# are ordinary words in other libraries' headers.
function(steerscope_qt target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON)
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_TO_ASCII
        QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
endfunction()
