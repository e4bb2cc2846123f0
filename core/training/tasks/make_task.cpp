// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/tasks/ctc_task_p.h"
#include "core/training/tasks/language_task_p.h"
#include "core/training/tasks/speech_task_p.h"

namespace steerscope {

std::unique_ptr<Task> makeTask(const TrainConfig& config, const Ranks& ranks)
{
    switch (config.task) {
    case TrainTask::Ctc:
        return makeCtcTask(config, ranks);
    case TrainTask::Language:
        return makeLanguageTask(config, ranks);
    case TrainTask::Steering:
    case TrainTask::Joint:
        return makeSpeechTask(config, ranks);
    }
    throw Failure(ErrorCode::Internal, "there is no such task");
}

} // namespace steerscope
