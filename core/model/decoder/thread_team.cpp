// SPDX-License-Identifier: MIT
#include "core/model/decoder/thread_team.h"

#include <omp.h>

namespace steerscope {

void ThreadTeam::barrier() const
{
    if (m_size > 1) {
#pragma omp barrier
    }
}

void runTeam(int threads, const std::function<void(const ThreadTeam&)>& work)
{
#pragma omp parallel num_threads(threads)
    work(ThreadTeam(omp_get_thread_num(), omp_get_num_threads()));
}

} // namespace steerscope
