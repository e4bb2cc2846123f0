// SPDX-License-Identifier: MIT
#include "app/gui/launch.h"

int main(int argc, char** argv)
{
    return steerscope::runProgram(argc, argv);
}
