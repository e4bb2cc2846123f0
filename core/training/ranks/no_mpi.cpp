// SPDX-License-Identifier: MIT
#include "core/training/ranks/joined_ranks.h"

#include "core/base/error.h"

namespace steerscope {

std::unique_ptr<JoinedRanks> joinRanks(const Launch& launch, const JoinCallbacks&)
{
    throw Failure(ErrorCode::Usage,
        launch.launcher + " started " + std::to_string(launch.size)
            + " processes, but this program was built without MPI: each would do the whole work",
        {}, "build it with -DSTEERSCOPE_MPI=ON, or start one process");
}

} // namespace steerscope
