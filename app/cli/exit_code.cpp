// SPDX-License-Identifier: MIT
#include "app/cli/exit_code.h"

namespace steerscope::cli {

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Usage:
        return 2;
    case ErrorCode::Input:
    case ErrorCode::Audio:
        return 3;
    case ErrorCode::Model:
        return 4;
    case ErrorCode::Device:
    case ErrorCode::OutOfMemory:
        return 5;
    case ErrorCode::Output:
        return 6;
    case ErrorCode::Cancelled:
        return 130;
    case ErrorCode::Protocol:
    case ErrorCode::EngineLost:
    case ErrorCode::Internal:
        break;
    }
    return 1;
}

} // namespace steerscope::cli
