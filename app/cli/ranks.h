// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/training/ranks/ranks.h"

#include <functional>

namespace steerscope::cli {

// Does the work alone, or as one of the processes that mpirun or srun started, of which only the first one
// talks. A failure of any of them ends all with one message; it does not come back then.
void asRanks(Environment& environment, const std::function<void(const Ranks&)>& work);

// Processors for this process where `asked` is 0 and several share the machine; else `asked`.
int threadsOf(const Ranks& ranks, int asked);

} // namespace steerscope::cli
