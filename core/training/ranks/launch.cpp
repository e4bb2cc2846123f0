// SPDX-License-Identifier: MIT
#include "core/training/ranks/launch.h"

#include <cstdlib>

namespace steerscope {

namespace {

std::optional<int> number(const char* variable)
{
    const char* text = std::getenv(variable);
    if (!text || !*text)
        return std::nullopt;
    char* end = nullptr;
    const long value = std::strtol(text, &end, 10);
    if (*end != '\0' || value < 0 || value > 1'000'000)
        return std::nullopt;
    return static_cast<int>(value);
}

struct Variables {
    const char* launcher;
    const char* rank;
    const char* size;
};

// Open MPI; MPICH, Intel MPI and srun --mpi=pmi2; srun. SLURM_NTASKS would also be set in a batch script,
// where one process runs; the step's variable is set by srun alone.
constexpr Variables kLaunchers[] = {{"mpirun", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
    {"mpirun", "PMI_RANK", "PMI_SIZE"}, {"srun", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}};

} // namespace

std::optional<Launch> launchedAs()
{
    for (const Variables& names : kLaunchers) {
        const std::optional<int> rank = number(names.rank);
        const std::optional<int> size = number(names.size);
        if (rank && size && *size > 1)
            return Launch{names.launcher, *rank, *size};
    }
    return std::nullopt;
}

} // namespace steerscope
