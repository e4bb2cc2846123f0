// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace steerscope {

// What a launcher of several processes says of this one through the environment.
struct Launch {
    std::string launcher; // "mpirun", "srun"
    int rank = 0; // of this process, from 0
    int size = 1; // processes that it started
};

// nullopt: started by hand, or by a launcher as the only process. Inside a Slurm batch script or an
// allocation's shell without srun, this is one process whatever the number of tasks asked for.
std::optional<Launch> launchedAs();

} // namespace steerscope
