# The include fence itself: a forbidden include in a copy of the tree must be found.
# Run as: cmake -DROOT=<source folder> -DWORK=<scratch folder> -P check_fence_bites.cmake
cmake_minimum_required(VERSION 3.22)
function(expect_refused name folder line)
    set(tree ${WORK}/${name})
    file(REMOVE_RECURSE ${tree})
    file(WRITE ${tree}/${folder}/sample.h "#pragma once\n${line}\n")
    execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${tree} -P ${ROOT}/tests/fences/check_includes.cmake
        RESULT_VARIABLE failed ERROR_VARIABLE message)
    if(NOT failed OR NOT message MATCHES "${folder}/sample.h")
        message(FATAL_ERROR "not refused: ${line} in ${folder}")
    endif()
endfunction()
expect_refused(torch_in_base core/base "#include <ATen/core/Tensor.h>")
expect_refused(qt_in_model core/model "#include <QString>")
expect_refused(upward core/audio "#include \"core/pipeline/transcriber.h\"")
expect_refused(torch_in_public_header core/model "#include <c10/core/Device.h>")
expect_refused(model_in_widgets widgets/time "#include \"core/model/device.h\"")
expect_refused(plot_outside widgets/lanes "#include <qcustomplot.h>")
